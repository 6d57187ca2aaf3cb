#!/usr/bin/env bash
# A forecast of many queues in eight shares as an AWS Batch array job. AWS Batch gives each child its index and the size of the
# array (AWS_BATCH_JOB_ARRAY_INDEX, AWS_BATCH_JOB_ARRAY_SIZE), which --shard auto reads.
#
#   ./submit.sh my-queue 2026-01-05T06:00:00Z
#
# Before it starts, set the image and the file system in job-definition.json, and put history.csv on the file system. The exit
# codes that it does not retry are wrong usage (2), no permission (3), unfit data (5) and an unexpected answer (6).
# Afterwards, on a machine with the file system: gcforecast merge parts
set -euo pipefail
queue=$1
as_of=$2

aws batch register-job-definition --cli-input-json "file://$(dirname "$0")/job-definition.json"
aws batch submit-job \
  --job-name gcforecast \
  --job-queue "$queue" \
  --job-definition gcforecast \
  --array-properties size=8 \
  --parameters "asOf=$as_of"
