"""`python -m scripts.traditional report`: what a human still has to decide; exit code 1 when there is something."""

import sys

from scripts.traditional import ambiguous, corpus
from scripts.yaml_strict import DataError


def main(arguments: list[str]) -> int:
    if arguments != ["report"]:
        print("用法：python -m scripts.traditional report", file=sys.stderr)
        return 2
    try:
        findings = ambiguous(corpus())
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    for found in findings:
        print(found)
    if findings:
        print(f"共 {len(findings)} 处要定。请改 guides/terms.yml，写法见文件开头。", file=sys.stderr)
    return 1 if findings else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
