#!/usr/bin/env bash
# A forecast of many queues in eight shares on a Slurm cluster, each on whatever node is free:
#
#   sbatch forecast-array.sh history.csv 2026-01-05T06:00:00Z parts
#   gcforecast merge parts          # when the array is done
#
# The three arguments are the history, the moment of the forecast (the same for all shares) and a folder on shared storage.
# For more shares: sbatch --array=0-63 forecast-array.sh ...
# Slurm itself reruns a task when a node fails, but not when the task does; so a task that was killed, or that met a fault
# which may pass, asks to be queued again, three times at most.
#SBATCH --job-name=gcforecast
#SBATCH --array=0-7
#SBATCH --requeue
#SBATCH --cpus-per-task=1
#SBATCH --output=gcforecast-%A_%a.log
#SBATCH --open-mode=append

gcforecast forecast --history "$1" --as-of "$2" --output "$3" --by queue --shard auto --jobs "${SLURM_CPUS_PER_TASK:-1}"
code=$?

case $code in
  # Done; done in part, with the reasons in the part.
  0 | 7) exit $code ;;
  # Wrong usage, no permission, unfit data, an unexpected answer: the same again would fail again.
  2 | 3 | 5 | 6) exit $code ;;
esac
if [ "${SLURM_RESTART_COUNT:-0}" -lt 3 ]; then
  echo "share $SLURM_ARRAY_TASK_ID ended with $code and is queued again" >&2
  scontrol requeue "${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}" && exit $code
fi
exit $code
