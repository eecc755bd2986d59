"""Collects disagreements, check by check, and prints them."""
import math

SHOWN = 10  # of each check; the rest is counted


class Report:
    def __init__(self):
        self.checks, self.disagreements = 0, 0

    def check(self, name, found, note=""):
        """One check with its disagreements, a list of texts."""
        found = list(found)
        self.checks += 1
        self.disagreements += len(found)
        print(f"{'ok ' if not found else 'BAD'} {name}" + (f" ({note})" if note else ""))
        for text in found[:SHOWN]:
            print(f"      {text}")
        if len(found) > SHOWN:
            print(f"      … and {len(found) - SHOWN} more")

    def finish(self):
        print(f"oracle: {self.checks} checks, {self.disagreements} disagreements")
        return 1 if self.disagreements else 0


def differ(expected, found, absolute, relative=0.0):
    """Whether two numbers disagree; missing (None) and NaN agree with one another."""
    expected, found = (math.nan if v is None else float(v) for v in (expected, found))
    if math.isnan(expected) or math.isnan(found):
        return math.isnan(expected) != math.isnan(found)
    if math.isinf(expected) or math.isinf(found):
        return expected != found
    return abs(expected - found) > absolute + relative * abs(expected)


def same_keys(expected, found, what):
    """Texts about keys that only one side has."""
    expected, found = set(expected), set(found)
    missing, extra = (sorted(keys, key=str) for keys in (expected - found, found - expected))
    return ([f"{what} {key} is missing in the plan" for key in missing]
            + [f"{what} {key} should not be in the plan" for key in extra])
