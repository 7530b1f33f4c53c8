// A provider of sign-in for the tests, on a free port of this machine. It lets in whoever the test says, and can be told to
// put something wrong into its tokens, signed as well as any other. It ends when its standard input does.
import { createServer } from 'node:http';
import { createHmac } from 'node:crypto';
import { Provider } from 'oidc-provider';
import { SignJWT, decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, importJWK } from 'jose';

const secret = 'a secret: of 32 characters + more / than that';
const keys = {};
for (const alg of ['RS256', 'PS256', 'ES256']) keys[alg] = { ...(await exportJWK((await generateKeyPair(alg, { extractable: true })).privateKey)), alg, use: 'sig', kid: `key-${alg}` };
const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
const other = { private: privateKey, public: { ...(await exportJWK(publicKey)), alg: 'RS256', use: 'sig', kid: 'key-new' } };

let wish = {};
let handle;

function make(issuer, base) {
  const client = (alg, method) => ({
    client_id: `satupintu ${alg}`, client_secret: secret, redirect_uris: [`${base}/masuk/lewat/${alg.toLowerCase()}/kembali`],
    id_token_signed_response_alg: alg, token_endpoint_auth_method: method,
  });
  const provider = new Provider(issuer, {
    clients: [client('RS256', wish.method ?? 'client_secret_basic'), client('PS256', wish.method ?? 'client_secret_basic'), client('ES256', wish.method ?? 'client_secret_basic')],
    clientAuthMethods: [wish.method ?? 'client_secret_basic'],
    jwks: { keys: Object.values(keys) },
    enabledJWA: { idTokenSigningAlgValues: ['RS256', 'PS256', 'ES256'] },
    cookies: { keys: ['only for tests'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, id) => ({ accountId: id, claims: async () => ({ sub: id, ...wish.claims }) }),
    ttl: { Session: 600, Interaction: 600, Grant: 600, AccessToken: 600, AuthorizationCode: 60, IdToken: 600 },
    async loadExistingGrant(ctx) {
      const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  provider.use(async (ctx, next) => {
    await next();
    if (ctx.path === '/jwks' && wish.key === 'new') ctx.body = { keys: [...ctx.body.keys, other.public] };
    if (ctx.path === '/token' && ctx.body?.id_token) ctx.body.id_token = await changed(ctx.body.id_token);
  });
  const answer = provider.callback();
  return async (request, response) => {
    if (!request.url.startsWith('/interaction/')) return answer(request, response);
    if (wish.account) return provider.interactionFinished(request, response, { login: { accountId: wish.account } });
    return provider.interactionFinished(request, response, { error: 'access_denied' });
  };
}

async function changed(token) {
  const head = decodeProtectedHeader(token);
  const said = { ...decodeJwt(token), ...wish.token };
  for (const name of Object.keys(said)) if (said[name] === null) delete said[name];
  const alg = wish.alg ?? head.alg;
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  if (alg === 'none') return `${part({ alg })}.${part(said)}.`;
  if (alg === 'HS256') {
    // By the one thing that both sides know.
    const signed = `${part({ alg, kid: head.kid })}.${part(said)}`;
    return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
  }
  if (wish.key) return new SignJWT(said).setProtectedHeader({ alg: 'RS256', kid: wish.key === 'new' ? 'key-new' : head.kid }).sign(other.private);
  return new SignJWT(said).setProtectedHeader({ alg, kid: head.kid }).sign(await importJWK(keys[alg], alg));
}

const server = createServer(async (request, response) => {
  if (request.url !== '/wish') return handle(request, response);
  let text = '';
  for await (const part of request) text += part;
  wish = JSON.parse(text);
  if (wish.base) handle = make(`http://127.0.0.1:${server.address().port}`, wish.base);
  response.end();
});
server.listen(0, '127.0.0.1', () => console.log(`listening ${server.address().port}`));
process.stdin.on('end', () => process.exit(0)).resume();
