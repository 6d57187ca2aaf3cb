# Processor seconds that the STL of statsmodels takes, the least of some rounds, and the trend it finds, as one line of JSON. Reads
# {"values", "period", "robust", "rounds"} from standard input. Started by stl.bench.ts.
import json
import sys
import time

import numpy
import statsmodels
from statsmodels.tsa.seasonal import STL

case = json.loads(sys.stdin.read())
values = numpy.array(case["values"])
seconds = []
for _ in range(case["rounds"]):
    started = time.process_time()
    fit = STL(values, period=case["period"], robust=case["robust"]).fit()
    seconds.append(time.process_time() - started)
print(
    json.dumps(
        {
            "version": statsmodels.__version__,
            "seconds": min(seconds),
            "trend": fit.trend.tolist(),
        }
    )
)
