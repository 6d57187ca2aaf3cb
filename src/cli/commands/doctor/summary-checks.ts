import { Failure } from '../../../errors.ts';
import { refusalBehind } from '../../../genesys/outcome.ts';
import { type ProbeGround, probeQuestion, type SummaryQuestion } from '../../../genesys/summary/question-probes.ts';
import { type Check, checked, notChecked, ok } from './check.ts';
import { type Need, neededFor, type ServiceCommand } from './service-command.ts';

/** What a question needs to be known, and how it is told. */
interface Reading {
  readonly need: Need;
  readonly lacking?: string;
}

const CAMPAIGN = 'the contract lists no campaigns, and GENESYS_CAMPAIGN_ID names none';

const READINGS: Readonly<Record<SummaryQuestion, Reading>> = {
  'contacts by interval': { need: [['fetch', 'forecast'], 'volumes of all queues together'] },
  'conversations by queue and media type': { need: [['fetch', 'forecast', 'report', 'route'], 'volumes, queues'] },
  'single conversations': { need: [['report'], 'every report'] },
  'contacts by queue and skill': { need: [['route'], 'demand'] },
  'a campaign': { need: [['pace'], 'its levers'], lacking: CAMPAIGN },
  'calls of a campaign': { need: [['pace'], 'answer rates'], lacking: CAMPAIGN },
  'agents by skill': {
    need: [['pace'], 'agents of the coming hours'],
    lacking: 'the contract lists no skills, and GENESYS_SKILL_ID names none',
  },
};

/** What the doctor does not try, and why. */
const UNTRIED: readonly (readonly [what: string, why: string, need: Need])[] = [
  ['reading skills of an agent', 'the contract lists no agents: try route measure --user <id>', [['route'], 'skills']],
  ['changing a campaign', 'only a write would show it', [['pace'], '--apply']],
  ['changing skills of an agent', 'only a write would show it', [['route'], 'apply']],
];

/** A line for each question that one of `commands` asks of the contract of summaries, and for what cannot be tried. */
export async function summaryChecks(commands: readonly ServiceCommand[], ground: ProbeGround): Promise<Check[]> {
  const isNeeded = ([users]: Need): boolean => users.some((command) => commands.includes(command));
  const readings = (Object.keys(READINGS) as SummaryQuestion[])
    .filter((question) => isNeeded(READINGS[question].need))
    .map((question) => readingCheck(question, ground));
  const untried = UNTRIED.filter(([, , need]) => isNeeded(need)).map(([what, why, need]) =>
    notChecked(what, `${why}; ${neededFor(need)}`),
  );
  return [...(await Promise.all(readings)), ...untried, UNKNOWN];
}

const UNKNOWN = notChecked(
  'organisation, permissions',
  'the summary contract tells neither the name of the organisation nor which permissions there are: a refusal shows by asking only',
);

const readingCheck = (question: SummaryQuestion, ground: ProbeGround): Promise<Check> =>
  checked(`reading ${question}`, async () => {
    const { need, lacking } = READINGS[question];
    return (await probed(question, ground))
      ? ok(`reading ${question}`, neededFor(need))
      : notChecked(`reading ${question}`, `${lacking}; ${neededFor(need)}`);
  });

async function probed(question: SummaryQuestion, ground: ProbeGround): Promise<boolean> {
  try {
    return await probeQuestion(question, ground);
  } catch (error) {
    throw error instanceof Failure && error.exitCode === 6 && refusalBehind(error)?.status === 404
      ? notSpokenHere(error)
      : error;
  }
}

/** What the published API, and any other host, says to a path of this contract. */
const notSpokenHere = (failure: Failure): Failure =>
  new Failure(failure.message, {
    code: failure.code,
    exitCode: failure.exitCode,
    hint: 'This host may not speak the summary contract: leave out --api summary (GCFORECAST_API), or check --api-url.',
    cause: failure,
  });
