// Serves a folder the way the published site is served: gzip, cache headers, the strict policy, its own 404 page.
//
// As a program: `node serve.mjs FOLDER PORT`.

import { createServer } from "node:http";
import { readFile, stat } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { argv } from "node:process";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".xml": "application/xml",
};

// Already compressed; gzip would only make it larger.
const PACKED = [".png"];

// The policy of functions/adapters/web/src/headers.rs; a page that needs more than this must fail here too.
const HEADERS = {
  "content-security-policy":
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; " +
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
};

// What the seminar function tells the pages' script when it knows of no seminar; no other function is asked by a page.
const AVAILABILITY = "/registration/availability.json";

async function found(root, url) {
  const path = decodeURIComponent(new URL(url, "http://localhost").pathname);
  if (path === AVAILABILITY) return { status: 200, file: path, body: Buffer.from('{"seminars":{}}') };
  let file = join(root, normalize(path));
  try {
    if ((await stat(file)).isDirectory()) file = join(file, "index.html");
    return { status: 200, file, body: await readFile(file) };
  } catch {
    const missing = join(root, "404.html");
    return { status: 404, file: missing, body: await readFile(missing) };
  }
}

async function answer(root, request, response) {
  const { status, file, body } = await found(root, request.url);
  const kind = extname(file);
  const fresh = kind === ".html" ? "no-cache" : "public, max-age=31536000, immutable";
  const packed = !PACKED.includes(kind) && /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
  const sent = packed ? gzipSync(body, { level: 9 }) : body;
  response.writeHead(status, {
    ...HEADERS,
    "content-type": TYPES[kind] ?? "application/octet-stream",
    "content-length": sent.length,
    "cache-control": fresh,
    vary: "accept-encoding",
    ...(packed ? { "content-encoding": "gzip" } : {}),
  });
  response.end(request.method === "HEAD" ? undefined : sent);
}

/** Starts serving `root` on 127.0.0.1; `port` 0 takes a free one. Resolves to the server. */
export function serve(root, port) {
  const server = createServer((request, response) => {
    answer(root, request, response).catch((error) => response.writeHead(500).end(String(error)));
  });
  return new Promise((resolve) => server.listen(port, "127.0.0.1", () => resolve(server)));
}

if (import.meta.url === pathToFileURL(argv[1]).href) await serve(argv[2], Number(argv[3]));
