"""The fixed-ratio dialler of pacing.bench.ts in SimPy: prints attempts per second of processor time and abandonment as JSON."""

import json
import random
import time

import simpy

AGENTS, RATE, RATIO, HANDLE, GRACE, SECONDS = 20, 0.1, 5.9, 180.0, 2.0, 20 * 3600.0


class Dialler:
    def __init__(self, env):
        self.env = env
        self.idle = AGENTS
        self.ringing = 0
        self.waiting = []
        self.attempts = self.connected = self.abandoned = 0
        self.top_up()

    def top_up(self):
        while self.ringing < int(RATIO * self.idle + 1e-9):
            self.ringing += 1
            self.attempts += 1
            self.env.process(self.call())

    def call(self):
        answered = random.random() < RATE
        quick = random.random() < 0.2
        yield self.env.timeout(random.uniform(5, 15) if answered else 3 if quick else 25)
        self.ringing -= 1
        if answered and self.idle > 0:
            self.idle -= 1
            self.env.process(self.handle())
        elif answered:
            self.waiting.append(self.env.now + GRACE)
        self.top_up()

    def handle(self):
        self.connected += 1
        yield self.env.timeout(random.expovariate(1 / HANDLE))
        while self.waiting and self.waiting[0] < self.env.now:
            self.waiting.pop(0)
            self.abandoned += 1
        if self.waiting:
            self.waiting.pop(0)
            self.env.process(self.handle())
        else:
            self.idle += 1
            self.top_up()


random.seed(1)
environment = simpy.Environment()
dialler = Dialler(environment)
start = time.process_time()
environment.run(until=SECONDS)
seconds = time.process_time() - start
print(
    json.dumps(
        {
            "version": simpy.__version__,
            "attemptsPerSecond": dialler.attempts / seconds,
            "abandonment": dialler.abandoned / (dialler.abandoned + dialler.connected),
        }
    )
)
