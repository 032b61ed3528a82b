"""Running targets, and what came of it."""

import os
import re
import signal
import subprocess
import sys
import time
from argparse import Namespace
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

# What a single input may take: seconds, and megabytes.
SLOWEST = 20
MEMORY = 2_048
LONGEST = {"default": 8_192, "bundle": 32_768, "import": 4_096, "workbook-parts": 32_768, "identity": 2_048, "decimal": 256,
           "entry": 256, "file-name": 128, "life": 1_024}
PROGRESS = re.compile(r"#(\d+)\s+(?:DONE|pulse|INITED|NEW|REDUCE|RELOAD)\s+cov: (\d+) ft: (\d+) corp: (\d+)")
WORDS = Path(__file__).parent / "words.dict"


def environment(target: str, place: Path) -> dict[str, str]:
    """What a run's process is told."""
    # Without Swift's own backtraces, which would come before libFuzzer keeps the input.
    # AddressSanitizer looks for accesses, not for what is still held at the end.
    return {**os.environ, "POBRATYM_FUZZ_TARGET": target, "TMPDIR": str(place), "SWIFT_BACKTRACE": "enable=no",
            "ASAN_OPTIONS": "detect_leaks=0"}


def show(binary: Path, target: str, file: Path, place: Path) -> int:
    """Runs a target with one file, and lets it speak."""
    done = subprocess.run([str(binary), "-timeout=60", str(file.resolve())], env=environment(target, place))
    return 1 if done.returncode else 0


class Runs:
    """Runs of several targets."""

    def __init__(self, binary: Path, place: Path, options: Namespace) -> None:
        self._binary = binary
        self._place = place
        self._options = options
        self._going: set[subprocess.Popen[bytes]] = set()
        self._is_over = False
        #: How many edges the whole program has.
        self.edges = 0

    def all(self, names: list[str]) -> list[dict]:
        """Runs targets, as many at once as is wanted, and returns a row for each in their order."""
        with ThreadPoolExecutor(max_workers=max(1, self._options.jobs)) as pool:
            try:
                return list(pool.map(self._run, names))
            finally:
                # Where this was ended early, so is what it began.
                self._is_over = True
                for process in list(self._going):
                    process.kill()

    def _run(self, target: str) -> dict:
        if self._is_over:
            return {}
        folder = self._place / "work" / target
        found, corpus = folder / "found", folder / "corpus"
        for made in [found, corpus]:
            made.mkdir(parents=True)
        if self._options.corpus:
            corpus = self._options.corpus / target
            corpus.mkdir(parents=True, exist_ok=True)
        words = [
            # The time is that of the processor, so that a busy machine fuzzes no less; but not for ever.
            str(self._binary), f"-max_total_time={self._options.seconds * 100}", f"-seed={self._options.seed}",
            f"-max_len={LONGEST.get(target, LONGEST['default'])}", f"-timeout={SLOWEST}", f"-rss_limit_mb={MEMORY}",
            f"-malloc_limit_mb={MEMORY // 2}", f"-dict={WORDS}", f"-artifact_prefix={found}/", "-print_final_stats=1",
            str(corpus), str(self._place / "seeds" / target),
        ]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(words, env=environment(target, folder), stdout=log, stderr=log)
            self._going.add(process)
            seconds = self._wait(process)
            self._going.discard(process)
        text = (folder / "log").read_text(errors="replace")
        row = self._row(target, text, round(seconds))
        row["findings"] = self._keep(target, found, process.returncode, text)
        return row

    def _wait(self, process: subprocess.Popen[bytes]) -> float:
        """Lets a run go on until it has used its time or ends by itself; returns the seconds of the processor."""
        used, ticks = 0.0, os.sysconf("SC_CLK_TCK")
        while process.poll() is None:
            try:
                fields = Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                break
            used = (int(fields[11]) + int(fields[12])) / ticks
            if used >= self._options.seconds:
                process.send_signal(signal.SIGUSR1)
            time.sleep(0.1)
        process.wait()
        return used

    def _row(self, target: str, log: str, seconds: int) -> dict:
        def number(pattern: str) -> int:
            matches = re.findall(pattern, log)
            return int(matches[-1]) if matches else 0

        progress = PROGRESS.findall(log)
        edges, features, corpus = map(int, progress[-1][1:]) if progress else (0, 0, 0)
        executions = number(r"stat::number_of_executed_units:\s+(\d+)") or (int(progress[-1][0]) if progress else 0)
        self.edges = max(self.edges, number(r"Loaded 1 modules\s+\((\d+) "))
        return {"target": target, "seconds": seconds, "executions": executions,
                "per_second": round(executions / max(1, seconds)), "corpus": corpus, "edges": edges, "features": features}

    def _keep(self, target: str, found: Path, code: int, log: str) -> int:
        """Keeps what broke something, and says how to see it again."""
        files = [path for path in sorted(found.iterdir()) if not path.name.startswith("slow-unit")]
        if code and not files:
            sys.stderr.write(log[-4_000:] + f"\nfuzz: error: {target} ended with {code}\n")
            return 1
        for path in files:
            self._options.findings.mkdir(parents=True, exist_ok=True)
            kept = self._options.findings / f"{target}-{path.name}"
            kept.write_bytes(path.read_bytes())
            kept.with_name(kept.name + ".log").write_text(log)
            reason = re.findall(r"Fatal error: .*|ERROR: .*|SUMMARY: .*", log)
            sys.stderr.write(
                f"fuzz: error: {target}: {reason[0] if reason else 'crashed'}\n"
                f"  see it again:  Tools/fuzz --target {target} --show {kept}\n"
                f"  when mended:   keep the file in Tests/Fuzzing/Crashers/{target}/\n")
        return len(files)
