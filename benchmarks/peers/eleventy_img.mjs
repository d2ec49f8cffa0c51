// eleventy-img with 2 jobs; a format without a quality has the plugin's own defaults.
//   node eleventy_img.mjs SRC OUT webp:75:4,jpeg:78     (run in a folder whose node_modules has @11ty/eleventy-img)
import { createRequire } from "node:module";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(path.join(process.cwd(), "x.js"));
const { default: Image } = await import(pathToFileURL(require.resolve("@11ty/eleventy-img")).href);
const [src, out, formats] = process.argv.slice(2);
const options = Object.fromEntries(
  formats.split(",").map((one) => one.split(":")).map(([format, quality, effort]) => [
    format,
    { ...(quality && { quality: Number(quality) }), ...(effort && { effort: Number(effort) }) },
  ]),
);
Image.concurrency = 2;
const develop = (name) =>
  Image(path.join(src, name), {
    widths: [320, 640, 960, 1280, 1920],
    formats: Object.keys(options),
    outputDir: out,
    useCache: false,
    fixOrientation: true,
    sharpJpegOptions: options.jpeg,
    sharpWebpOptions: options.webp,
  });
await Promise.all(fs.readdirSync(src).map(develop));
