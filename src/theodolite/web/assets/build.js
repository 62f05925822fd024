// Build the style, scripts, fonts and pictures of the pages into ../static, under names that tell
// their content, with a list of the names (assets.json) and the licences of what was packed.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import esbuild from "esbuild";
import * as sass from "sass";

const here = fileURLToPath(new URL(".", import.meta.url));
const finished = join(here, "../static");
const building = join(here, "../static.building");
const packages = join(here, "node_modules");

const OPTIONS = {
  absWorkingDir: here,
  assetNames: "[name]-[hash]",
  bundle: true,
  charset: "utf8",
  entryNames: "[name]-[hash]",
  legalComments: "none",
  loader: { ".svg": "file", ".woff2": "file" },
  logLevel: "warning",
  metafile: true,
  minify: true,
  outdir: join(building, "theodolite"),
  target: ["chrome109", "edge109", "firefox115", "safari15.6"],
};

function styleSheet() {
  const compiled = sass.compile(join(here, "style/site.scss"), { loadPaths: [packages], quietDeps: true });
  return { contents: compiled.css, resolveDir: here, sourcefile: "site.css", loader: "css" };
}

// Everything that ended up in a built file, by the package it came from.
function licences(results, names) {
  const inputs = [...results.flatMap((result) => Object.keys(result.metafile.inputs)), ...names];
  const found = new Set(inputs.map((path) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1]).filter(Boolean));
  return [...found].sort().map((name) => {
    const folder = join(packages, name);
    const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    const text = readFileSync(file ? join(folder, file) : join(here, "licences", `${about.license}.txt`), "utf8").trim();
    return `${name} ${about.version} (${about.license}), by ${authorOf(about)}\n\n${text}\n`;
  }).join(`\n${"-".repeat(72)}\n\n`);
}

function authorOf(about) {
  return about.author?.name ?? about.author ?? "its contributors";
}

function copyPicture(name) {
  const bytes = readFileSync(join(here, "pictures", name));
  const digest = createHash("sha256").update(bytes).digest("hex").slice(0, 8).toUpperCase();
  const hashed = `${basename(name, extname(name))}-${digest}${extname(name)}`;
  writeFileSync(join(OPTIONS.outdir, hashed), bytes);
  return [name, hashed];
}

function namesOf(results) {
  return results.flatMap((result) => Object.entries(result.metafile.outputs))
    .filter(([, output]) => output.entryPoint || output.inputs["site.css"])
    .map(([path]) => [basename(path).replace(/-[A-Z0-9]{8}\./, "."), basename(path)]);
}

function compress(folder) {
  for (const name of readdirSync(folder).filter((entry) => /\.(css|js|svg)$/.test(entry))) {
    const bytes = readFileSync(join(folder, name));
    writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes));
  }
}

const scripts = readdirSync(join(here, "scripts")).map((name) => `scripts/${name}`);
rmSync(building, { recursive: true, force: true });
mkdirSync(OPTIONS.outdir, { recursive: true });
const results = await Promise.all([
  esbuild.build({ ...OPTIONS, stdin: styleSheet(), entryNames: "site-[hash]" }),
  esbuild.build({ ...OPTIONS, entryPoints: scripts, format: "esm" }),
]);
const pictures = readdirSync(join(here, "pictures")).map(copyPicture);
compress(OPTIONS.outdir);
const names = Object.fromEntries([...namesOf(results), ...pictures].sort());
const fromStyle = [join(packages, "nhsuk-frontend/dist")];
writeFileSync(join(OPTIONS.outdir, "THIRD-PARTY.txt"), licences(results, fromStyle));
writeFileSync(join(OPTIONS.outdir, "assets.json"), JSON.stringify(names, null, 2) + "\n");
rmSync(finished, { recursive: true, force: true });
renameSync(building, finished);
