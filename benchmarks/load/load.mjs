// Officers at work, many at once: load.mjs URL LISTS ACCOUNTS SERVER_PID MINUTES PAUSE_SECONDS
// They look people up by NIK and by names as other clerks wrote them, open persons, and look at the dashboard; what each waits for is timed from its browser's side.
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { Visitor } from '../../scripts/visitor.mjs';

const [url, lists, accountsFile, pid, minutes, pauseSeconds] = process.argv.slice(2);
const asked = 2000;
const city = '3672';
// How often each thing is done, and the time within which 95 of 100 are to be answered.
const work = [
  { name: 'NIK', share: 0.3, goal: 20, run: async (visitor, random) => named(await look(visitor, { Number: pick(questions, random).nik })) },
  { name: 'name and birth date', share: 0.3, goal: 150, run: async (visitor, random) => {
    const question = pick(questions, random);
    return named(await look(visitor, { Name: question.name, Born: question.born }));
  } },
  { name: 'person', share: 0.25, goal: 60, run: async (visitor, random) => shown(await visitor.ask(`/orang/${pick(questions, random).person}`)) },
  { name: 'dashboard', share: 0.15, goal: 100, run: async (visitor, random) => shown(await visitor.ask(pick(boards, random))) },
];
const boards = ['/dasbor', `/dasbor?wilayah=${city}`, `/dasbor?wilayah=${city}06`, `/dasbor/kemiskinan?wilayah=${city}`, `/dasbor/peta?wilayah=${city}`, `/dasbor/ciri?wilayah=${city}`, `/dasbor/sumber?wilayah=${city}`];
let questions = [];

const pick = (from, random) => from[Math.floor(random() * from.length)];
const look = (visitor, fields) => visitor.post('/orang', fields, { again: true });
const persons = page => [...page.matchAll(/href="\/orang\/([0-9a-f-]{36})"/g)].map(m => m[1]);

async function shown(answer) {
  const page = await answer.text();
  if (answer.status !== 200) throw new Error(`${answer.status} ${/<h1>(.*?)<\/h1>/.exec(page)?.[1] ?? ''}`);
  return page;
}

async function named(answer) {
  const page = await shown(answer);
  if (persons(page).length === 0) throw new Error('nobody was found');
  return page;
}

/** The same numbers each time, for each who asks for them others. */
function numbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

async function* rows(file) {
  let names = null;
  let split = null;
  for await (const text of createInterface({ input: createReadStream(file) })) {
    const line = text.replace(/^\uFEFF|\r$/g, '');
    if (names === null) {
      const mark = line.includes(';') ? ';' : ',';
      const cell = new RegExp(`("([^"]|"")*"|[^${mark}]*)(${mark}|$)`, 'g');
      split = l => l.includes('"') ? l.match(cell).map(c => c.replace(new RegExp(`${mark}$`), '').replace(/^"([\s\S]*)"$/, '$1').replaceAll('""', '"')) : l.split(mark);
      names = split(line);
    } else {
      const cells = split(line);
      yield Object.fromEntries(names.map((n, i) => [n, cells[i]]));
    }
  }
}

/** Persons of the population register as the clerks of P3KE wrote their names where these differ. */
async function misspelt() {
  const personOf = { adminduk: new Map(), p3ke: new Map() };
  for await (const { source, record_id: row, person_id: person } of rows(`${lists}/truth.csv`)) personOf[source]?.set(row, person);
  const typed = new Map();
  for await (const row of rows(`${lists}/p3ke.csv`)) typed.set(personOf.p3ke.get(row.ID_P3KE), row.Nama);
  const found = [];
  for await (const row of rows(`${lists}/adminduk.csv`)) {
    const name = typed.get(personOf.adminduk.get(row.NO));
    if (!name || name.length < 3 || name.toUpperCase() === row.NAMA_LGKP.toUpperCase() || !/^\d{16}$/.test(row.NIK) || !/^\d{2}-\d{2}-\d{4}$/.test(row.TGL_LHR)) continue;
    found.push({ nik: row.NIK, name, born: row.TGL_LHR.split('-').reverse().join('-') });
  }
  const random = numbers(1);
  return found.map(q => [random(), q]).sort(([a], [b]) => a - b).slice(0, asked).map(([, q]) => q);
}

const percentile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
const say = times => {
  const sorted = times.toSorted((a, b) => a - b);
  return [0.5, 0.95, 0.99].map(s => percentile(sorted, s).toFixed(1).padStart(8)).join('');
};

async function memory() {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Math.round(+/VmRSS:\s+(\d+)/.exec(status)[1] / 1024);
}

const accounts = (await readFile(accountsFile, 'utf8')).trim().split('\n').map(line => line.split(' '));
// Each from an address of its own, as the proxy in front of a service tells.
const visitors = [];
for (const [i, [name, password]] of accounts.entries()) visitors.push(await Visitor.signIn(url, name, password, { 'X-Forwarded-For': `10.0.0.${i + 1}` }));
questions = await misspelt();
console.log(`${visitors.length} officers are signed in; ${questions.length} misspelt persons`);

// Who is meant: those found by the NIK. Then by the name as it was typed, each once.
let right = 0;
let known = 0;
for (const [i, question] of questions.entries()) {
  const visitor = visitors[i % visitors.length];
  const meant = persons(await shown(await look(visitor, { Number: question.nik })));
  question.person = meant[0];
  if (meant.length !== 1) continue;
  known++;
  if (persons(await shown(await look(visitor, { Name: question.name, Born: question.born }))).slice(0, 10).includes(question.person)) right++;
}
questions = questions.filter(q => q.person);
console.log(`by name and birth date: the right person among the first ten of ${(100 * right / known).toFixed(1)} % (${known} asked, one after the other)`);

const times = new Map(work.map(w => [w.name, []]));
const errors = new Map();
const ends = performance.now() + minutes * 60_000;
const before = await memory();
const report = setInterval(async () => console.log(`${new Date().toISOString().slice(11, 19)} ${[...times.values()].reduce((n, t) => n + t.length, 0)} answers, service ${await memory()} MB`), 300_000);
await Promise.all(visitors.map(async (visitor, i) => {
  const random = numbers(100 + i);
  await pause(random() * pauseSeconds * 1000);
  while (performance.now() < ends) {
    let at = random();
    const { name, run } = work.find(w => (at -= w.share) < 0) ?? work[0];
    const began = performance.now();
    try {
      await run(visitor, random);
      times.get(name).push(performance.now() - began);
    } catch (e) {
      const what = `${name}: ${e.message}`;
      errors.set(what, (errors.get(what) ?? 0) + 1);
    }
    // People think for as long as it takes: some hardly, some long.
    await pause(-Math.log(1 - random()) * pauseSeconds * 1000);
  }
}));
clearInterval(report);

console.log(`\n${minutes} minutes, ${visitors.length} officers who pause ${pauseSeconds} s on average; ms, of the whole answer`);
console.log(`${''.padEnd(22)}${'answers'.padStart(9)}${'median'.padStart(8)}${'p95'.padStart(8)}${'p99'.padStart(8)}    goal p95`);
for (const { name, goal } of work) console.log(`${name.padEnd(22)}${String(times.get(name).length).padStart(9)}${say(times.get(name))}    ${goal}`);
console.log(`errors: ${[...errors.values()].reduce((a, b) => a + b, 0)}`);
for (const [what, count] of errors) console.log(`  ${count} × ${what}`);
console.log(`service: ${before} MB before, ${await memory()} MB after`);
