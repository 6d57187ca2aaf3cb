// Makes fixtures/recordings/demo-outbound: what `gcforecast pace` asks of the dialler centre.
// Run: npm run record-demo
import { diallerCentre } from './dialler-centre.ts';
import { recordCommand } from './record-command.ts';

/** A Thursday noon in Berlin. */
const AS_OF = '2026-04-16T10:30:00Z';

await recordCommand(diallerCentre(), 'fixtures/recordings/demo-outbound', AS_OF, [
  'pace',
  '--campaign',
  'Spring Offers',
]);
