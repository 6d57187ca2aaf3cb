// Makes fixtures/recordings/demo-routing: what `gcforecast route` asks of the routing centre. Measuring and simulating ask the same.
// Run: npm run record-demo
import { recordCommand } from './record-command.ts';
import { routingCentre } from './routing-centre.ts';

/** The Monday after the two weeks of history. */
const AS_OF = '2026-03-16T06:00:00Z';

await recordCommand(routingCentre(), 'fixtures/recordings/demo-routing', AS_OF, ['route', 'measure']);
