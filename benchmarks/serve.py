"""`adgen serve` in a real browser: how long a save takes to be seen, and what the server stands.

python benchmarks/serve.py [--edits 15] [--rebuilds 1000] [--seconds 60] [--only edit photo start cold storm memory crowd]

Sites are made of the demo contractor: one with about 12 pages, one with 300. Needs Chromium and playwright.
"""

import argparse
import asyncio
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import installed

ROOT = Path(__file__).parent.parent
DEMO = ROOT / "sites" / "aozora"
PARTS = ("edit", "photo", "start", "cold", "storm", "memory", "crowd")
EVENTS = 10_000
# Notes when a change in the page was painted.
_WATCH = """() => new MutationObserver(() => requestAnimationFrame(() => setTimeout(() => {
  window.changed = performance.timeOrigin + performance.now();
}))).observe(document, { subtree: true, childList: true, characterData: true, attributes: true })"""
# When the page that is shown was read and painted, or changed, in milliseconds since 1970: waiting from outside takes longer than that.
_PAINTED = """() => new Promise(done => requestAnimationFrame(() => setTimeout(() => {
  const read = performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd;
  const painted = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? performance.now();
  done(Math.max(performance.timeOrigin + Math.max(read, painted), window.changed ?? 0));
})))"""
SMALL = """屋号: 青空内装
代表者: 見本 修
メール: info@example.jp
電話: 03-0000-0000
業種: 壁紙・クロス張替え
営業エリア:
  - 都道府県: 愛知県
    市区町村: 名古屋市
強み:
  - 見出し: はがしてから手を止めます
    説明: 下地の写真をお見せします。
    根拠: 下地の写真を保管（2019年から）
一言: 0番目の一言
営業時間: 8:00〜19:00
自己紹介: 夫婦でやっている壁紙の店です。
更新日: 2026-11-18
"""
CASE = """---
題名: 居間の壁を白く {number}
業種: 壁紙・クロス張替え
地域: 名古屋市千種区
建物: マンション
工期: 2日
施工年月: 2026年4月
費用: 121,440円
費用の範囲: 壁と天井62㎡
ご要望: 壁を白くしたい。
施工内容: 1日目は窓側、2日目は残りです。
自社施工: 元請
掲載承諾: 2026-05-18
---
"""


def make_site(folder: Path, cases: int, with_photos: int) -> None:
    """A site with so many cases, the first of them with a pair of photos of the demo."""
    folder.mkdir(parents=True)
    (folder / "site.yaml").write_text(SMALL, "utf-8")
    for number in range(cases):
        case = folder / "cases" / f"case-{number:03}"
        case.mkdir(parents=True)
        (case / "case.md").write_text(CASE.format(number=number), "utf-8")
        for name in ("施工前1.jpg", "施工後1.jpg") if number < with_photos else ():
            shutil.copy(
                DEMO / "cases" / ("living-yani", "living-tsugime", "ousetsu-nuno")[number % 3] / name, case / name
            )


@dataclass
class Served:
    """A preview at work."""

    process: "subprocess.Popen[bytes]"
    address: str
    site: Path
    log: Path

    def rebuilds(self) -> int:
        """How often it was built so far."""
        return self.log.read_text("utf-8").count("作り直しました")

    def wait_for(self, rebuilds: int) -> None:
        """Until it was built so often."""
        while self.rebuilds() < rebuilds:
            time.sleep(0.005)

    def say(self, number: int) -> str:
        """Save another sentence, as an editor does."""
        said = f"{number}番目の一言"
        path = self.site / "site.yaml"
        beside = path.with_name("site.yaml~")
        beside.write_text(re.sub(r"一言: .*", f"一言: {said}", path.read_text("utf-8")), "utf-8")
        beside.replace(path)
        return said

    def cpu(self) -> float:
        """Seconds that the server itself has worked, which others on the machine change less than the clock."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """Megabytes of the server itself."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024


@contextmanager
def served(place: Path) -> Iterator[Served]:
    """`adgen serve` in a folder, as soon as its site is right."""
    log = place / "log"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "adgen", "serve", "-p", "0"]
    with open(log, "wb") as out, subprocess.Popen(command, cwd=place, env=environment, stdout=out) as process:
        try:
            while not (found := re.search(r"http://\S+/", log.read_text("utf-8"))):
                time.sleep(0.002)
            address = f"{found[0]}site/"
            while not is_right(address):
                time.sleep(0.002)
            yield Served(process, address, place / "sites/site", log)
        finally:
            process.kill()


def is_right(address: str) -> bool:
    """Whether the site is there."""
    try:
        with urllib.request.urlopen(address) as answer:
            return answer.status == 200 and "番目の一言" in answer.read().decode()
    except OSError:
        return False


def browser_cpu(window: Page) -> float:
    """Seconds that all processes of the browser have worked."""
    browser = window.context.browser
    assert browser
    session = browser.new_browser_cdp_session()
    found = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return sum(float(process["cpuTime"]) for process in found)


def quantiles(times: list[float]) -> str:
    """The middle and the worst in words."""
    return f"median {1000 * statistics.median(times):.0f} ms, worst {1000 * max(times):.0f} ms of {len(times)}"


def edits(one: Served, window: Page, count: int) -> list[float]:
    """Seconds from the save to the first painting of the page that says so."""
    times: list[float] = []
    window.goto(one.address)
    for number in range(1, count + 2):
        window.wait_for_timeout(300)
        if number == 2:
            worked, browsed = one.cpu(), browser_cpu(window)
        window.evaluate(_WATCH)
        begun = time.time()
        said = one.say(number)
        window.wait_for_function("said => document.body?.innerText.includes(said)", arg=said, polling=5)
        times.append(window.evaluate(_PAINTED) / 1000 - begun)
    # The first one also loads the program.
    window.wait_for_timeout(300)
    server, browser = (1000 * spent / count for spent in (one.cpu() - worked, browser_cpu(window) - browsed))
    print(
        f"    first edit {1000 * times[0]:.0f} ms; for each other one the server worked {server:.0f}, the browser {browser:.0f} ms"
    )
    return times[1:]


def photos(one: Served, window: Page, count: int) -> list[float]:
    """Seconds from another photo in the folder to that photo on the page."""
    times = []
    window.goto(f"{one.address}cases/case-000.html")
    path = one.site / "cases/case-000/施工後1.jpg"
    sources = [p.read_bytes() for p in sorted(DEMO.rglob("施工後1.jpg"))[:2]]
    for number in range(count):
        window.wait_for_timeout(300)
        before = window.evaluate("[...document.images].map(i => i.currentSrc).join()")
        begun = time.perf_counter()
        # What stands behind the end of a JPEG is no part of the picture, but makes it another file.
        path.write_bytes(sources[number % 2] + bytes([number]))
        window.wait_for_function(
            "before => { const all = [...document.images]; return all.length && all.map(i => i.currentSrc).join() !== before"
            " && all.slice(0, 2).every(i => i.complete && i.naturalWidth); }",
            arg=before,
            polling=5,
        )
        times.append(time.perf_counter() - begun)
    return times


def starts(place: Path, count: int) -> list[float]:
    """Seconds from the command to the first right page, with everything in the cache."""
    times = []
    for _ in range(count):
        begun = time.perf_counter()
        with served(place):
            times.append(time.perf_counter() - begun)
    return times


def cold(place: Path, cases: int) -> float:
    """Seconds from the command to the first right page of a site whose photos nobody has seen."""
    make_site(place / "sites/site", cases, cases)
    for number, photo in enumerate(sorted(place.rglob("*.jpg"))):
        # What stands behind the end of a JPEG makes it another file.
        photo.write_bytes(photo.read_bytes() + number.to_bytes(2))
    begun = time.perf_counter()
    with served(place):
        return time.perf_counter() - begun


def storm(one: Served) -> int:
    """How many builds as many changes cause."""
    before, path = one.rebuilds(), one.site / "site.yaml"
    text = path.read_text("utf-8")
    begun = time.perf_counter()
    for number in range(EVENTS):
        path.write_text(f"{text}# {number}\n", "utf-8")
    seconds = time.perf_counter() - begun
    said = one.say(99_999)
    while said not in urllib.request.urlopen(one.address).read().decode():
        time.sleep(0.02)
    time.sleep(1)
    print(f"    {EVENTS} saves in {seconds:.1f} s")
    return one.rebuilds() - before


def growth(one: Served, count: int) -> float:
    """Megabytes that so many rebuilds add, counted from the fiftieth."""
    start, first = one.rebuilds(), 0.0
    for number in range(1, count + 51):
        one.say(number)
        one.wait_for(start + number)
        if number == 50:
            first = one.memory()
    return one.memory() - first


async def crowd(address: str, connections: int, seconds: float) -> tuple[list[float], int]:
    """The times of all answers, and how many failed, when so many clients ask five times a second each."""
    host, port, path = re.findall(r"http://([^:]+):(\d+)(/.*)", address)[0]
    times: list[float] = []
    failed = 0

    async def client() -> None:
        nonlocal failed
        try:
            reader, writer = await asyncio.open_connection(host, int(port))
            end = time.perf_counter() + seconds
            while time.perf_counter() < end:
                begun = time.perf_counter()
                writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
                head = await reader.readuntil(b"\r\n\r\n")
                await reader.readexactly(int(re.findall(rb"content-length: (\d+)", head)[0]))
                times.append(time.perf_counter() - begun)
                failed += not head.startswith(b"HTTP/1.1 200")
                await asyncio.sleep(0.2)
            writer.close()
        except (OSError, EOFError, IndexError):
            failed += 1

    await asyncio.gather(*(client() for _ in range(connections)))
    return times, failed


def in_the_browser(small: Path, large: Path, wanted: argparse.Namespace) -> None:
    """What somebody sees who edits."""
    with sync_playwright() as playwright:
        as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
        window = playwright.chromium.launch(executable_path=installed(), args=as_root).new_page()
        for place, limit in ((small, 150), (large, 400)):
            with served(place) as one:
                pages = len(list((place / ".adgen/preview/site").rglob("*.html")))
                if "edit" in wanted.only:
                    print(f"text edit, {pages} pages: {quantiles(edits(one, window, wanted.edits))}   limit {limit} ms")
                if "photo" in wanted.only and place == small:
                    print(f"photo replaced: {quantiles(photos(one, window, wanted.edits))}   limit 700 ms")


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--edits", type=int, default=15)
    parser.add_argument("--rebuilds", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "small", Path(folder) / "large"
        make_site(small / "sites/site", 5, 3)
        make_site(large / "sites/site", 291, 3)
        if {"edit", "photo"} & set(wanted.only):
            in_the_browser(small, large, wanted)
        if "start" in wanted.only:
            with served(small):
                pass
            print(f"start, warm cache: {quantiles(starts(small, 9))}   limit 700 ms")
        if "cold" in wanted.only:
            print(f"start, 100 photos never seen: {cold(Path(folder) / 'cold', 50):.1f} s")
        with served(small) as one:
            if "storm" in wanted.only:
                print(f"save storm: {storm(one)} rebuilds   limit 3")
            if "memory" in wanted.only:
                print(f"memory after {wanted.rebuilds} rebuilds: {growth(one, wanted.rebuilds):+.1f} MB   limit 50 MB")
            if "crowd" in wanted.only:
                times, failed = asyncio.run(crowd(one.address, 200, wanted.seconds))
                worst = sorted(times)[int(len(times) * 0.99)]
                print(
                    f"200 connections, {wanted.seconds:.0f} s: {len(times)} answers, {failed} failed, p99 {1000 * worst:.0f} ms   limit 100 ms"
                )


if __name__ == "__main__":
    main()
