"""Runs the tests of the given folders; writes `{"passed": n, "failed": n}` to the file that ends the command line."""

import json
import sys
import unittest


def main(folders, report):
    suite = unittest.TestSuite(
        unittest.TestLoader().discover(folder, pattern="test_*.py", top_level_dir=folder) for folder in folders
    )
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=2).run(suite)
    failed = len({str(test) for test, _ in result.failures + result.errors})
    with open(report, "w", encoding="utf-8") as file:
        json.dump({"passed": result.testsRun - failed, "failed": failed}, file)


main(sys.argv[1:-1], sys.argv[-1])
