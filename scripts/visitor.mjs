// Somebody at a browser: keeps cookies, sends forms with their tokens.
export class Visitor {
  #cookies = new Map();
  #token = null;

  constructor(url, headers = {}) {
    this.url = url;
    this.headers = headers;
  }

  async ask(path, request = {}) {
    const headers = { 'Accept-Language': 'en', 'X-Requested-With': 'demo', ...this.headers, ...request.headers, Cookie: [...this.#cookies].map(([n, v]) => `${n}=${v}`).join('; ') };
    const answer = await fetch(this.url + path, { redirect: 'manual', ...request, headers });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
      if (value) this.#cookies.set(name, value);
      else this.#cookies.delete(name);
    }
    return answer;
  }

  /** Sends a form; its page is asked for first, but once if the token may be used again. */
  async post(path, fields, { again = false } = {}) {
    if (!again || !this.#token) {
      const page = await (await this.ask(path)).text();
      this.#token = /name="_formulir" type="hidden" value="([^"]+)"/.exec(page)?.[1];
      if (!this.#token) throw new Error(`${path} has no form`);
    }
    return this.ask(path, { method: 'POST', body: new URLSearchParams({ ...fields, _formulir: this.#token }) });
  }

  /** Sends a form that leads on to another page. */
  async form(path, fields) {
    const answer = await this.post(path, fields);
    if (answer.status !== 302) throw new Error(`${path} answered ${answer.status}: ${said(await answer.text())}`);
    // Whoever has signed in is somebody else, whom the token of before is not for.
    this.#token = null;
  }

  async json(path, method = 'GET', body = undefined) {
    const answer = await this.ask(path, body === undefined ? { method } : { method, body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    return text ? JSON.parse(text) : null;
  }

  static async signIn(url, name, password, headers = {}) {
    const visitor = new Visitor(url, headers);
    await visitor.form('/masuk', { UserName: name, Password: password });
    return visitor;
  }
}

const said = page => [...page.matchAll(/role="alert"[^>]*>([\s\S]*?)<\/div>/g)].map(m => m[1].replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ').trim()).join(' ');
