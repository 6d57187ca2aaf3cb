"""One queue in SimPy: 20 agents, 18 Erlangs, handle time 300 s, patience 120 s. Prints contacts per second of processor time."""

import json
import random
import time

import simpy

AGENTS, AHT, PATIENCE, ERLANGS, CONTACTS = 20, 300.0, 120.0, 18.0, 100_000


def contact(env, agents, abandoned):
    with agents.request() as request:
        outcome = yield request | env.timeout(random.expovariate(1 / PATIENCE))
        if request in outcome:
            yield env.timeout(random.expovariate(1 / AHT))
        else:
            abandoned[0] += 1


def arrivals(env, agents, abandoned):
    for _ in range(CONTACTS):
        yield env.timeout(random.expovariate(ERLANGS / AHT))
        env.process(contact(env, agents, abandoned))


random.seed(1)
env = simpy.Environment()
abandoned = [0]
env.process(arrivals(env, simpy.Resource(env, capacity=AGENTS), abandoned))
start = time.process_time()
env.run()
seconds = time.process_time() - start
print(
    json.dumps(
        {
            "version": simpy.__version__,
            "contactsPerSecond": CONTACTS / seconds,
            "abandonment": abandoned[0] / CONTACTS,
        }
    )
)
