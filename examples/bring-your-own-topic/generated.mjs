// Generated photographs of traffic and tickets of a help desk. One in ten has a wrong label, so no model is always right.
import { crc32, deflateSync } from 'node:zlib';

const WRONG_LABELS = 0.1;
const WIDTH = 48;
const HEIGHT = 36;
const KINDS = ['bus', 'car', 'tram'];
const TRUTHS = ['hardware', 'network', 'software'];

/** Numbers from 0 to 1 that depend on the seed alone. */
function random(seed) {
  let state = Math.imul(seed + 1, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function pick(values, next) {
  return values[Math.floor(next() * values.length)];
}

function labelOf(shown, labels, next) {
  return next() < WRONG_LABELS ? pick(labels.filter((label) => label !== shown), next) : shown;
}

/** Frame number i: the camera that took it, a PNG, and what somebody says it shows. */
export function frame(i) {
  const next = random(i);
  const shown = pick(KINDS, next);
  const photo = png(paint(shown, next));
  return { number: `frame-${i}`, camera: pick(['north', 'south', 'east'], next), photo, label: labelOf(shown, KINDS, next) };
}

function paint(kind, next) {
  const road = 40 + 120 * next();
  const paintwork = [255 * next(), 255 * next(), 255 * next()];
  const left = 2 + 12 * next();
  const top = 10 + 6 * next();
  const length = kind === 'car' ? 15 + 7 * next() : 24 + 8 * next();
  const height = kind === 'car' ? 5 + 3 * next() : 9 + 4 * next();
  const isWindow = (x, y) => y > 0.15 && y < 0.5 && (kind === 'car' ? x > 0.3 && x < 0.7 : Math.floor(x * 8) % 2 === 1);
  const isWire = (x, y) => kind === 'tram' && y < 0 && y > -0.6 && Math.abs(x - 0.5) < -0.25 * y + 0.03;
  const isCabin = (x, y) => kind === 'car' && y < 0 && y > -0.8 && x > 0.25 && x < 0.75;
  const isWheel = (x, y) => kind !== 'tram' && y > 1 && y < 1.3 && Math.min(Math.abs(x - 0.2), Math.abs(x - 0.8)) < 0.09;
  const pixels = Buffer.alloc(3 * WIDTH * HEIGHT);
  for (let place = 0; place < pixels.length; place++) {
    const pixel = Math.floor(place / 3);
    const x = ((pixel % WIDTH) - left) / length;
    const y = (Math.floor(pixel / WIDTH) - top) / height;
    const isBody = x > 0 && x < 1 && y > 0 && y < 1;
    let shade = road;
    if (isWindow(x, y) && isBody) {
      shade = 230;
    } else if (isBody || isCabin(x, y)) {
      shade = paintwork[place % 3];
    } else if (isWire(x, y) || isWheel(x, y)) {
      shade = 10;
    }
    pixels[place] = Math.max(0, Math.min(255, shade + 60 * (next() - 0.5)));
  }
  return pixels;
}

function png(pixels) {
  const rows = [];
  for (let row = 0; row < HEIGHT; row++) {
    rows.push(Buffer.from([0]), pixels.subarray(3 * WIDTH * row, 3 * WIDTH * (row + 1)));
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header.set([8, 2, 0, 0, 0], 8); // 8 bits a channel, RGB
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature, chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.concat(rows))), chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type, content) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(content.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

const THINGS = {
  hardware: ['the printer', 'my monitor', 'the keyboard', 'a cable', 'the battery', 'the fan', 'the projector'],
  network: ['the VPN', 'the wireless', 'my connection', 'the file share', 'the proxy', 'the firewall', 'the router'],
  software: ['the browser', 'the spreadsheet', 'the update', 'my mail program', 'the installer', 'the licence', 'the editor'],
};
const FAULTS = ['is broken', 'is slow again', 'does not start', 'makes me wait', 'stopped working', 'shows an error'];
const OPENINGS = ['Since this morning', 'Hello,', 'As I said last week,', 'Once more', 'In room 12', 'After the meeting', 'Please help:'];

/** Ticket number i: the desk that wrote it, its text, and what somebody says it is about. */
export function ticket(i) {
  const next = random(i + 1_000_000);
  const meant = pick(TRUTHS, next);
  const sentences = Array.from({ length: 3 + Math.floor(4 * next()) }, () => {
    const about = next() < 0.3 ? pick(TRUTHS, next) : meant;
    return `${pick(OPENINGS, next)} ${pick(THINGS[about], next)} ${pick(FAULTS, next)}.`;
  });
  return { number: `ticket-${i}`, desk: pick(['desk-1', 'desk-2', 'desk-3'], next), body: sentences.join(' '), label: labelOf(meant, TRUTHS, next) };
}

/** Whether anybody ever sends the label of record number i: for four in five. */
export function isLabelled(i) {
  return i % 5 !== 0;
}
