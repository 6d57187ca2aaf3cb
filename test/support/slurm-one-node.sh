#!/usr/bin/env bash
# A Slurm controller with this machine as its one node, for tests of array jobs. As root, with slurmctld, slurmd,
# slurm-client and munge installed:
#
#   slurm-one-node.sh start <dir>   prints the path of slurm.conf when the node is ready; state, logs and pids lie under <dir>
#   slurm-one-node.sh stop <dir>    ends what start has started
set -euo pipefail

action=${1:?start or stop}
dir=$(mkdir -p "${2:?folder}" && cd "$2" && pwd)
conf=$dir/slurm.conf
host=$(hostname -s)

# A task that is queued again waits until its old credential has expired, two minutes by default.
write_conf() {
  mkdir -p "$dir/state" "$dir/spool" "$dir/log"
  cat > "$conf" << CONF
ClusterName=one
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=cred_expire=5
CryptoType=crypto/munge
StateSaveLocation=$dir/state
SlurmdSpoolDir=$dir/spool
SlurmctldPidFile=$dir/slurmctld.pid
SlurmdPidFile=$dir/slurmd.pid
SlurmctldLogFile=$dir/log/slurmctld.log
SlurmdLogFile=$dir/log/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
ReturnToService=2
SchedulerParameters=batch_sched_delay=1
JobRequeue=1
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=$host Default=YES MaxTime=INFINITE State=UP
CONF
}

start_munge() {
  if munge -n 2> /dev/null | unmunge > /dev/null 2>&1; then return; fi
  mkdir -p /run/munge && chown munge:munge /run/munge
  setpriv --reuid=munge --regid=munge --clear-groups /usr/sbin/munged >&2
  cp /run/munge/munged.pid "$dir/munged.pid"
}

stop_pid() {
  if [ -s "$1" ]; then kill "$(cat "$1")" 2> /dev/null || true; fi
  rm -f "$1"
}

case $action in
  start)
    write_conf
    start_munge
    export SLURM_CONF=$conf
    setsid slurmctld -f "$conf" > "$dir/log/slurmctld.out" 2>&1
    setsid slurmd -f "$conf" > "$dir/log/slurmd.out" 2>&1
    for _ in $(seq 120); do
      if [ "$(sinfo -h -o %t 2> /dev/null)" = idle ]; then
        echo "$conf"
        exit 0
      fi
      sleep 0.25
    done
    echo "the node did not become idle; see $dir/log" >&2
    exit 1
    ;;
  stop)
    for daemon in slurmd slurmctld munged; do stop_pid "$dir/$daemon.pid"; done
    ;;
  *)
    echo "usage: $0 start|stop <dir>" >&2
    exit 2
    ;;
esac
