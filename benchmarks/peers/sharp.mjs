// sharp as most programs use it: one input, a clone for every output.
//   node sharp.mjs SRC OUT webp:75:4,jpeg:78     (run in a folder whose node_modules has sharp; 2 jobs)
import { createRequire } from "node:module";
import fs from "node:fs";
import path from "node:path";

const sharp = createRequire(path.join(process.cwd(), "x.js"))("sharp");
const [src, out, formats] = process.argv.slice(2);
sharp.concurrency(1);
sharp.cache(false);
fs.mkdirSync(out, { recursive: true });
const waiting = fs.readdirSync(src).sort();

async function develop(name) {
  const photo = sharp(path.join(src, name)).rotate();
  for (const width of [320, 640, 960, 1280, 1920]) {
    for (const [format, quality, effort] of formats.split(",").map((one) => one.split(":"))) {
      const options = { quality: Number(quality), ...(effort && { effort: Number(effort) }) };
      await photo.clone().resize(width).toFormat(format, options).toFile(`${out}/${path.parse(name).name}-${width}.${format}`);
    }
  }
}

async function job() {
  while (waiting.length) await develop(waiting.shift());
}
await Promise.all([job(), job()]);
