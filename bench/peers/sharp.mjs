// sharp, in a Node process that does one work after the other: a line of JSON in, a line out.

import { createInterface } from "node:readline";
import { createRequire } from "node:module";

const sharp = createRequire(`${process.argv[2]}/`)("sharp");
sharp.cache(false);
sharp.concurrency(Number(process.argv[3]));

const jpeg = (quality) => ({ quality, chromaSubsampling: "4:2:0", optimiseCoding: false });
const works = {
  "small-jpeg": (image, width) => image.resize(width).jpeg(jpeg(85)),
  "small-png": (image, width) => image.resize(width).png(),
  "full-png": (image) => image.png(),
  tiff: (image) => image.tiff({ compression: "none" }),
  "tiff-lzw": (image) => image.tiff({ compression: "lzw", predictor: "horizontal" }),
  "small-usm": (image, width) => image.resize(width).sharpen({ sigma: 1 }).jpeg(jpeg(85)),
  inks: (image, width) => image.resize(width).toColourspace("srgb").jpeg(jpeg(85)),
  "same-jpeg": (image) => image.jpeg(jpeg(90)),
};

console.log(`sharp ${sharp.versions.sharp}`);
for await (const line of createInterface({ input: process.stdin })) {
  const [work, source, destination, width] = JSON.parse(line);
  await works[work](sharp(source), width).toFile(destination);
  console.log("done");
}
