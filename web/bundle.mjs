// Opens the page of a bundle from the disk in a browser without a head, goes through its views in both
// languages, and prints what it shows, every request that the browser made, and what it complained about.
// usage: CHROMIUM=PATH node bundle.mjs INDEX [SCREENSHOT]
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [index, screenshot] = process.argv.slice(2);
const profile = await mkdtemp(path.join(tmpdir(), 'isnad-bundle-'));
const seen = { requests: [], complaints: [], views: {} };
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM,
  headless: true,
  viewport: { width: 1100, height: 900 },
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
  const page = browser.pages()[0] ?? (await browser.newPage());
  page.setDefaultTimeout(60_000);
  page.on('request', (request) => seen.requests.push(request.url()));
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && seen.complaints.push(message.text()));
  page.on('pageerror', (error) => seen.complaints.push(String(error)));
  await page.goto(pathToFileURL(index).href);
  const shown = () => page.evaluate(() => ({
    lang: document.documentElement.lang,
    dir: document.documentElement.dir,
    text: document.body.innerText,
    rows: document.querySelectorAll('#view tbody tr').length,
    cards: [...document.querySelectorAll('#view article')].map((card) => ({
      id: card.id,
      against: card.classList.contains('against'),
      passage: card.querySelector('blockquote').textContent,
      marks: Object.fromEntries(['quote', 'trigger', 'agent', 'patient', 'place', 'source', 'loaded']
        .map((role) => [role, [...card.querySelectorAll(`mark.${role}`)].map((m) => m.textContent).join('')])),
    })),
  }));
  for (const language of ['ar', 'en']) {
    for (const view of ['relations', 'claims', 'entities', 'documents', 'about']) {
      await page.locator(`button[data-view="${view}"]`).click();
      seen.views[`${language}-${view}`] = await shown();
      if (screenshot) await page.screenshot({ path: `${screenshot}-${language}-${view}.png` });
    }
    await page.locator('#language').click();
  }
  await page.locator('button[data-view="relations"]').click();
  const witness = page.locator('#view a[href^="#c-"]').first();
  seen.wanted = (await witness.getAttribute('href')).slice(1);
  await witness.click();
  await page.waitForSelector(`article[id="${seen.wanted}"]`);
  await page.locator('button[data-view="entities"]').click();
  seen.all = await page.locator('#view tbody tr').count();
  await page.locator('#search').fill('هجين');
  seen.found = await page.locator('#view tbody tr').count();
  console.log(JSON.stringify(seen));
} finally {
  await browser.close();
  await rm(profile, { recursive: true, force: true });
}
