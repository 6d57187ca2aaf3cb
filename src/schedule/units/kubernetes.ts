import { usageFailure } from '../../errors.ts';
import type { ScheduledCommand } from './scheduled-command.ts';
import { shellWords } from './shell-words.ts';
import { type YamlValue, yamlText } from './yaml.ts';

/**
 * A CronJob (batch/v1, Kubernetes 1.27 and later), for shards with an Indexed Job. Fails with exit code 2 for a jitter, which
 * Kubernetes does not know.
 */
export function kubernetesCronJob(scheduled: ScheduledCommand): string {
  if (scheduled.jitterSeconds !== 0) {
    throw usageFailure('Kubernetes knows no jitter', 'leave out --jitter, and choose a minute of your own in --cron');
  }
  return `${HEADING}${yamlText(cronJob(scheduled))}`;
}

const HEADING = `# Before kubectl apply -f: set the image, make the secret
#   kubectl create secret generic gcforecast --from-env-file=.env
# and a claim gcforecast-data of a volume, which for shards all nodes can mount (ReadWriteMany).
`;

function cronJob({ expression, timeZone, missed, retry, shards, argv, version }: ScheduledCommand): YamlValue {
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'gcforecast' },
    spec: {
      schedule: expression,
      timeZone,
      concurrencyPolicy: 'Forbid',
      // A run that is missed is started up to this late; 200 s are what a busy cluster may need.
      startingDeadlineSeconds: missed === 'run' ? 6 * 3600 : 200,
      jobTemplate: {
        spec: {
          ...(shards === undefined ? {} : { completionMode: 'Indexed', completions: shards, parallelism: shards }),
          backoffLimit: retry.most * (shards ?? 1),
          podFailurePolicy: {
            rules: [
              // Wrong usage, no permission, unfit data, an unexpected answer: the same again would fail again.
              {
                action: 'FailJob',
                onExitCodes: { containerName: 'gcforecast', operator: 'In', values: [2, 3, 5, 6] },
              },
              // A node that is drained is no fault of the run.
              { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
            ],
          },
          template: { spec: podSpec(argv, shards, version) },
        },
      },
    },
  };
}

function podSpec(argv: readonly string[], shards: number | undefined, version: string): YamlValue {
  return {
    restartPolicy: 'Never',
    containers: [
      {
        name: 'gcforecast',
        image: `registry.example.com/gcforecast:${version}`,
        workingDir: '/data',
        command: ['sh', '-c'],
        args: [shards === undefined ? script(argv) : shardScript(argv)],
        envFrom: [{ secretRef: { name: 'gcforecast' } }],
        env: [
          { name: 'GCFORECAST_HOME', value: '/data/home' },
          ...(shards === undefined ? [] : [{ name: 'GCFORECAST_SHARD_COUNT', value: String(shards) }]),
        ],
        resources: { requests: { cpu: '1', memory: '512Mi' } },
        volumeMounts: [{ name: 'data', mountPath: '/data' }],
      },
    ],
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'gcforecast-data' } }],
  };
}

/** Done in part (7) is done: the result lists what failed. */
const script = (argv: readonly string[]): string =>
  `${shellWords(argv)}\ncode=$?\n[ $code -eq 7 ] && exit 0\nexit $code\n`;

/** All shards forecast from the same moment: the midnight before, which each of them finds out by itself. */
const shardScript = (argv: readonly string[]): string =>
  script([...argv, '--shard', 'auto']).replace('\n', ' --as-of "$(date -u +%Y-%m-%dT00:00:00Z)"\n');
