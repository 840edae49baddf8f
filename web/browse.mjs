// Opens the pages of the server at URL in a browser without a head, runs each example of the playground
// by a click, and prints what came of it as JSON: the answers, every request that the browser made,
// and what it complained about.
// usage: CHROMIUM=PATH node browse.mjs URL [SCREENSHOT]
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';

const [url, screenshot] = process.argv.slice(2);
const profile = await mkdtemp(path.join(tmpdir(), 'isnad-browser-'));
const seen = { requests: [], complaints: [], examples: [] };

const browser = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM,
  headless: true,
  viewport: { width: 1400, height: 900 },
  args: [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync',
  ],
});

async function watch(page) {
  page.setDefaultTimeout(60_000);
  page.on('request', (request) => seen.requests.push(request.url()));
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && seen.complaints.push(message.text()));
  page.on('pageerror', (error) => seen.complaints.push(String(error)));
  return page;
}

// The response editor draws only the lines in sight, so its text comes from the editor itself.
const answer = (page) => page.locator('.result-window .CodeMirror').evaluate((node) => node.CodeMirror.getValue());

const shows = (page, title) => page.waitForFunction(
  (name) => document.querySelector('.graphiql-query-editor .CodeMirror')?.CodeMirror.getValue().includes(`query ${name} `), title);

async function run(page) {
  await page.locator('.result-window .CodeMirror').evaluate((node) => node.CodeMirror.setValue(''));
  await page.locator('.graphiql-execute-button').click();
  await page.waitForFunction(() => document.querySelector('.result-window .CodeMirror').CodeMirror.getValue().trimEnd().endsWith('}'));
  return answer(page);
}

try {
  const page = await watch(browser.pages()[0] ?? (await browser.newPage()));
  await page.goto(url);
  const links = page.locator('#examples a');
  await links.first().waitFor();
  seen.links = await links.allTextContents();
  await links.last().click();
  await page.waitForURL(/playground\?example=/);
  await page.locator('.graphiql-execute-button').waitFor();
  seen.linked = await run(page);

  // The playground writes its tabs down half a second after the last change: what is cleared while it
  // is still open comes back, so the page is left first.
  await page.goto(url);
  await page.evaluate(() => localStorage.clear());
  await page.goto(new URL('playground', url).href);
  const tabs = page.locator('.graphiql-tab');
  await tabs.first().waitFor();
  for (let i = 0; i < (await tabs.count()); i++) {
    const button = tabs.nth(i).locator('.graphiql-tab-button');
    const title = await button.textContent();
    await button.click();
    await shows(page, title);
    seen.examples.push({ title, answer: await run(page) });
    if (screenshot) await page.screenshot({ path: `${screenshot}-${i + 1}.png` });
  }

  await page.goto(new URL('playground?docs', url).href);
  await page.locator('.graphiql-doc-explorer-title').first().waitFor();
  const type = page.getByText('EntityConnection', { exact: true }).first();
  await type.waitFor();
  await type.dispatchEvent('click');
  await page.waitForFunction(() => document.querySelector('.graphiql-doc-explorer-title')?.textContent === 'EntityConnection');
  seen.described = await page.locator('.graphiql-doc-explorer-content').innerText();
  console.log(JSON.stringify(seen));
} finally {
  await browser.close();
  await rm(profile, { recursive: true, force: true });
}
