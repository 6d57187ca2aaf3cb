interface ProblemLog {
  /** Remembers that a client or a test did something that it should not. */
  add(problem: string): void;
  /** States that one problem whose description holds `pattern` will come. */
  expect(pattern: string | RegExp): void;
  /** Problems that no expectation covers, and expectations that no problem met. Each expectation covers one problem. */
  complaints(): string[];
}

export function problemLog(): ProblemLog {
  const problems: string[] = [];
  const expected: (string | RegExp)[] = [];
  return {
    add: (problem) => void problems.push(problem),
    expect: (pattern) => void expected.push(pattern),
    complaints() {
      const open = [...expected];
      const surprises = problems.filter((problem) => {
        const at = open.findIndex((pattern) => holds(problem, pattern));
        if (at >= 0) open.splice(at, 1);
        return at < 0;
      });
      return [...surprises, ...open.map((pattern) => `expected problem ${pattern} did not come`)];
    },
  };
}

const holds = (problem: string, pattern: string | RegExp): boolean =>
  typeof pattern === 'string' ? problem.includes(pattern) : problem.search(pattern) >= 0;
