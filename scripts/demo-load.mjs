// Takes the lists of the demo into the service by the doors that everybody has: pages with their forms, and the interface.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Visitor } from './visitor.mjs';

const piece = 16 * 1024 * 1024;
const agencies = [['dinsos', 'Dinas Sosial'], ['bappeda', 'Bappeda'], ['bpjs', 'BPJS Kesehatan']];
// In the order of the integration: it decides in which district somebody of two lists is counted, and whose value stands.
const sources = [
  ['dtks', 'dinsos', 'Data Terpadu Kesejahteraan Sosial'],
  ['p3ke', 'bappeda', 'Percepatan Penghapusan Kemiskinan Ekstrem'],
  ['pkh', 'dinsos', 'Program Keluarga Harapan'],
  ['bpnt', 'dinsos', 'Bantuan Pangan Non-Tunai'],
  ['pbi', 'bpjs', 'Penerima Bantuan Iuran'],
];
const number = new Intl.NumberFormat('en').format;

async function load(url, folder) {
  const passwords = Object.fromEntries((await readFile(`${folder}/accounts.txt`, 'utf8')).trim().split('\n').map(line => line.split(' ')));
  const [administrator, producer, steward, coordinator] = await Promise.all(['administrator', 'producer', 'steward', 'coordinator'].map(role => Visitor.signIn(url, role, passwords[role])));
  for (const [id, name] of agencies) await administrator.form('/instansi', { Id: id, Name: name });
  for (const [id, agency, title] of sources) await administrator.form('/sumber', { Id: id, Agency: agency, Heading: title, Area: '3672', Extends: id });
  console.log(`${agencies.length} agencies and ${sources.length} sources are registered.`);

  const summary = JSON.parse(await readFile(`${folder}/result/summary.json`, 'utf8'));
  for (const [id] of sources) {
    const began = performance.now();
    const delivery = await deliver(producer, id, await readFile(`${folder}/lists/${id}.csv`), summary.as_of);
    const recognised = await reached(producer, delivery, 'recognised');
    const columns = recognised.columns.columns;
    console.log(`${id}: sent; ${number(recognised.columns.rows)} rows, ${columns.filter(c => c.element).length} of ${columns.length} columns recognised`);
    await producer.json(`/api/v1/deliveries/${delivery}/mapping`, 'POST', { seen: recognised.number });
    const checked = await reached(steward, delivery, 'checked');
    console.log(`${id}: checked; ${number(checked.returned)} rows to be mended by the producer, ${number(checked.unusable)} not usable`);
    await steward.json(`/api/v1/deliveries/${delivery}/accept`, 'POST', { seen: checked.number });
    const { merged } = await reached(steward, delivery, 'merged');
    console.log(`${id}: merged; ${number(merged.newPersons)} new persons, ${number(merged.changedPersons)} changed (${Math.round((performance.now() - began) / 1000)} s)`);
  }

  const totals = await coordinator.json('/api/v1/totals');
  console.log(`\nIn the registry: ${number(totals.persons)} persons, ${number(totals.families)} families, ${number(totals.records)} records.`);
  const same = compare(await coordinator.json('/api/v1/overlap?a=dtks&b=p3ke'), await readFile(`${folder}/result/overlap.csv`, 'utf8'));
  const counted = totals.persons === summary.totals?.persons && totals.families === summary.totals?.families;
  console.log(counted ? 'Persons and families are as many as in the result of integrate.' : `integrate found ${number(summary.totals?.persons)} persons and ${number(summary.totals?.families)} families.`);
  console.log(`\nThe service runs at ${url}. Accounts (also in ${folder}/accounts.txt):`);
  for (const [name, password] of Object.entries(passwords)) console.log(`  ${name.padEnd(20)} ${password}`);
  console.log('`make demo-stop` ends it.');
  if (!same || !counted) process.exitCode = 1;
}

/** Begins, sends pieces, finishes. */
async function deliver(producer, source, content, asOf) {
  const { upload } = await producer.json('/api/v1/deliveries', 'POST', { source, fileName: `${source}.csv`, size: content.length, asOf });
  for (let at = 0; at < content.length; at += piece) {
    const sent = await producer.ask(`/api/v1/deliveries/uploads/${upload}`, { method: 'PATCH', body: content.subarray(at, at + piece), headers: { 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': `${at}` } });
    if (sent.status !== 204) throw new Error(`${source}: a piece was answered ${sent.status}: ${await sent.text()}`);
  }
  return (await producer.json(`/api/v1/deliveries/uploads/${upload}/finish`, 'POST')).delivery;
}

/** Waits until a delivery is in a state. */
async function reached(visitor, delivery, state) {
  for (;;) {
    const work = await visitor.json(`/api/v1/deliveries/${delivery}/work`);
    if (work.state === state) return work;
    if (work.state === 'failed') throw new Error(`delivery ${delivery} failed: ${work.error?.en}`);
    await pause(500);
  }
}

/** The overlap of the registry beside that of integrate; regencies with few records are "elsewhere" there. */
function compare(registry, csv) {
  const rows = csv.trim().split('\n').map(line => line.split(',')).filter(c => c[2] === 'dtks' && c[3] === 'p3ke' && c[0].length !== 4);
  const [byNik, linked] = [new Map(rows.map(c => [c[0], 0])), new Map(rows.map(c => [c[0], 0]))];
  for (const row of registry) {
    const place = byNik.has(row.district) ? row.district : '';
    byNik.set(place, (byNik.get(place) ?? 0) + row.overlapNik);
    linked.set(place, (linked.get(place) ?? 0) + row.overlapLinked);
  }
  const names = new Map(rows.map(c => [c[0], c[1]]));
  console.log('\nIn both dtks and p3ke    equal NIK: registry  integrate    persons: registry  integrate');
  let same = true;
  for (const place of byNik.keys()) {
    const [, , , , , , nikThere, linkedThere] = rows.find(c => c[0] === place) ?? Array(8).fill('0');
    const cells = [byNik.get(place), +nikThere, linked.get(place), +linkedThere];
    same &&= cells[0] === cells[1] && cells[2] === cells[3];
    console.log(`${(names.get(place) ?? 'elsewhere').padEnd(24)}${cells.map((n, i) => number(n).padStart([20, 11, 20, 11][i])).join('')}`);
  }
  console.log(same ? 'The registry counts as integrate does.' : 'The registry does not count as integrate does.');
  return same;
}

/** The first port from 8080 on that is free. */
async function freePort() {
  for (let port = 8080; ; port++) {
    const free = await new Promise(done => {
      const server = createServer().once('error', () => done(false)).listen(port, '127.0.0.1', () => server.close(() => done(true)));
    });
    if (free) return port;
  }
}

/** Waits until the service answers. */
async function wait(url, pidFile) {
  const pid = +(await readFile(pidFile, 'utf8'));
  for (let i = 0; i < 600; i++) {
    try {
      process.kill(pid, 0);
    } catch {
      throw new Error('the service has ended');
    }
    const ready = await fetch(`${url}/health/ready`).then(a => a.ok, () => false);
    if (ready) return;
    await pause(500);
  }
  throw new Error('the service does not come up');
}

const [does, ...rest] = process.argv.slice(2);
try {
  if (does === 'port') console.log(await freePort());
  else if (does === 'wait') await wait(...rest);
  else if (does === 'load') await load(...rest);
  else throw new Error('demo-load.mjs port | wait URL PIDFILE | load URL FOLDER');
} catch (e) {
  console.error(`demo: ${e.message}`);
  process.exit(1);
}
