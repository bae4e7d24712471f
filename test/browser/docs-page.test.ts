import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express, { Router } from 'express';
import type { Browser, Page } from 'playwright-core';
import { createDocsRouter } from '../../src/server/docs-page.js';
import { openRest, type Rest } from '../api/open-rest.js';
import { openChromium } from '../support/chromium.js';

/** The built page, by fetch and in a browser, behind a proxy's prefix too. */
const SWAGGER = path.join(process.cwd(), 'dist', 'swagger');

let rest: Rest;
let server: ReturnType<express.Express['listen']>;
let url: string;
beforeAll(async () => {
  rest = await openRest();
  const empty = await mkdtemp(path.join(os.tmpdir(), 'uzel-docs-'));
  const app = express();
  const proxied = Router();
  // As main.ts puts them together; what is behind /v1 is the server of the test.
  const api: express.RequestHandler = async (request, response) => {
    const answer = await fetch(`${rest.url}/v1${request.url}`, {
      headers: { Authorization: request.get('authorization') ?? '' },
    });
    response
      .status(answer.status)
      .type(answer.headers.get('content-type') ?? '')
      .send(await answer.text());
  };
  for (const router of [app, proxied]) {
    router.use('/v1', api);
    router.use('/docs', createDocsRouter(SWAGGER));
  }
  app.use('/uzel', proxied);
  app.use('/unbuilt', Router().use('/docs', createDocsRouter(empty)));
  await rm(empty, { recursive: true });
  server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rest.close();
});

describe('/docs/', () => {
  it('lets nothing run or be fetched but files of the server, in the language of the browser', async () => {
    for (const [wished, words] of [
      ['uk,en;q=0.5', 'Документ OpenAPI'],
      ['tr', 'OpenAPI belgesi'],
      ['ja', 'The OpenAPI document'],
    ] as const) {
      const response = await fetch(`${url}/docs/`, { headers: { 'Accept-Language': wished } });
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      const csp = response.headers.get('content-security-policy') ?? '';
      expect(csp).toMatch(/default-src 'none'; script-src 'self'; style-src 'self';/);
      const text = await response.text();
      expect(text).toContain(words);
      expect(text).not.toMatch(/<script(?! src="[a-z-]+\.js"><)|<style|\son\w+=/);
    }
    expect((await fetch(`${url}/docs/nothing.js`)).status).toBe(404);
    expect((await fetch(`${url}/docs/..%2fserver%2fmain.js`)).status).toBeGreaterThanOrEqual(400);
  });

  it('is found without its slash, behind a prefix too', async () => {
    for (const prefix of ['', '/uzel']) {
      const response = await fetch(`${url}${prefix}/docs`);
      expect([response.status, response.url]).toEqual([200, `${url}${prefix}/docs/`]);
    }
  });

  it('names the document when it was not built', async () => {
    const text = await (await fetch(`${url}/unbuilt/docs/`)).text();
    expect(text).toContain('href="../v1/openapi.json"');
    expect(text).toContain('npm run build');
    expect(text).not.toContain('<script');
  });
});

describe('/docs/ in a browser', () => {
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  const asked: string[] = [];
  beforeAll(async () => {
    browser = await openChromium();
    page = await browser.newPage({ locale: 'uk-UA', viewport: { width: 1280, height: 900 } });
    page.setDefaultTimeout(15_000);
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => asked.push(request.url()));
  });
  afterAll(async () => await browser.close());

  it('shows every operation, takes a key and asks with it, forgets it with the page, asks nobody else, breaks no rule of its own', async () => {
    await page.goto(`${url}/uzel/docs/`);
    await page.waitForSelector('.opblock-tag-section');
    const { body } = await rest.request('get', '/v1/openapi.json', { key: null });
    const tags = await page.locator('.opblock-tag').count();
    expect(tags).toBe(body.tags.length);
    expect(await page.locator('header').textContent()).toContain('Натисніть Authorize');
    await page.locator('#operations-tag-Orders').click();
    await page.locator('.opblock-summary', { hasText: '/v1/orders' }).nth(1).click();
    await page.waitForSelector('.opblock-body .example');
    if (process.env.UZEL_SCREENSHOT) await page.screenshot({ path: process.env.UZEL_SCREENSHOT, fullPage: true });
    await page.locator('.btn.authorize').first().click();
    await page.locator('.auth-container input').fill(rest.key);
    await page.locator('.auth-btn-wrapper .authorize').click();
    await page.locator('.auth-btn-wrapper .btn-done').click();
    await page.locator('#operations-tag-Shop').click();
    await page.locator('.opblock-summary', { hasText: '/v1/shop' }).first().click();
    await page.locator('#operations-Shop-getShop .try-out__btn').click();
    await page.locator('#operations-Shop-getShop .execute').click();
    await page.waitForSelector('.live-responses-table tbody .response-col_status');
    expect(await page.locator('.live-responses-table tbody .response-col_status').first().textContent()).toContain(
      '200',
    );
    expect(await page.evaluate('[localStorage.length, sessionStorage.length, document.cookie]')).toEqual([0, 0, '']);
    await page.reload();
    await page.waitForSelector('.btn.authorize.unlocked');
    expect(asked.filter((each) => !each.startsWith(url) && !each.startsWith('data:'))).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
