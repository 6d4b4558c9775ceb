import { loopback6 } from '../bridge/lab-address.ts';
import { type Endpoint, endpointText, SocketError, type Stream } from '../host.ts';
import type { Command, Context } from '../shell/command.ts';
import { printable } from '../shell/printable.ts';
import { WrongUsage } from '../shell/wrong-usage.ts';
import { BrokenResponse, type ResponseHead, ResponseReader } from './curl/response.ts';
import { hostField, type Target, targetOf } from './curl/url.ts';
import { checkWriteOut, writeOut } from './curl/write-out.ts';
import { held } from './open-streams.ts';
import { type Options, readOptions } from './options.ts';
import { withSockets } from './places.ts';
import { resolved } from './resolve.ts';
import { systemWords, tellSocketError } from './socket-errors.ts';

/** Statuses of curl(1). */
const couldNotConnect = 7;
const gotNothing = 52;
const timedOut = 28;

export const curl: Command = {
  name: 'curl',
  summary: 'asks a web server for a page (HTTP/1.1)',
  where: withSockets,
  usage: [
    'curl [-v] [-i] [-I] [-s] [-S] [-X method] [-H field] [-A name] [-d data] url',
    'curl -s -o /dev/null -w format url',
  ],
  flags: [
    { name: '-v', says: 'show the request (>) and the head of the response (<)' },
    { name: '-i', says: 'print the head of the response, too' },
    { name: '-I', says: 'ask for the head alone (method HEAD)' },
    { name: '-s', says: 'silent: no sentence about what went wrong' },
    { name: '-S', says: 'with -s: say what went wrong all the same' },
    { name: '-X', value: 'method', says: 'GET unless you say, or POST with -d' },
    { name: '-H', value: 'field', says: 'one more field, such as "Accept: text/html"' },
    { name: '-d', value: 'data', says: 'send this as the content' },
    { name: '-A', value: 'name', says: 'who asks: the User-Agent field' },
    { name: '-o', value: '/dev/null', says: 'throw the content away; there are no files here to keep it in' },
    {
      name: '-w',
      value: 'format',
      says: 'print this at the end, with %{time_total}, %{size_download}, %{http_code}, %{time_connect} …',
    },
    { name: '-m', value: 'seconds', says: 'give up after so long' },
  ],
  about: `
Opens a TCP connection, sends an HTTP/1.1 request and prints the content of the response. With -v you read both sides
of the conversation as they were sent, each line marked with its direction.

It speaks plain HTTP only, asks once, follows no redirect and closes the connection.`,
  examples: [
    { line: 'curl http://192.168.1.80/', says: 'the page at /, on a host that serves port 80' },
    { line: 'curl -v http://192.168.1.80/', says: 'the conversation, line by line' },
    {
      line: "curl -s -o /dev/null -w '%{time_total}\\n' http://127.0.0.1:7080/10mb",
      says: 'how many seconds ten million bytes take, from this computer to itself',
    },
  ],
  async run(context) {
    const options = readOptions(context.args, { flags: 'viIsS', valued: 'XHdmowA' });
    const [url, ...more] = options.words;
    if (url === undefined) throw new WrongUsage('A URL is missing, such as http://192.168.1.80/.');
    if (more.length > 0) throw new WrongUsage('One URL at a time.');
    const place = options.value('-o');
    if (place !== undefined && place !== '/dev/null' && place !== 'NUL')
      throw new WrongUsage(`There are no files here, so ${place} cannot be one. -o /dev/null throws the content away.`);
    checkWriteOut(options.value('-w') ?? '');
    return ask(targetOf(url), options, limited(context, options));
  },
};

/** With -m, the whole of it has a time limit. */
function limited(context: Context, options: Options): Context {
  const seconds = options.value('-m');
  if (seconds === undefined) return context;
  if (!(Number(seconds) > 0)) throw new WrongUsage('-m wants a number of seconds above 0.');
  const limit = new AbortController();
  void context.sleep(Number(seconds) * 1000).then(() => limit.abort(new TooLate()));
  return { ...context, signal: AbortSignal.any([context.signal, limit.signal]) };
}

class TooLate extends Error {}

async function ask(target: Target, options: Options, context: Context): Promise<number> {
  const { error, signal } = context;
  const say = (text: string): Promise<void> =>
    options.has('-s') && !options.has('-S') ? Promise.resolve() : error.write(`${text}\n`, 'error');
  let stream: Stream | null = null;
  const began = context.now();
  try {
    const places = await placesOf(target, context);
    for (const [index, at] of places.entries()) {
      if (options.has('-v')) await error.write(`* Trying ${endpointText(at)}...\n`, 'dim');
      try {
        stream = held(context.host, await context.host.connect(at, { signal }));
        break;
      } catch (problem) {
        if (index < places.length - 1 && problem instanceof SocketError) {
          if (options.has('-v')) await error.write(`* ${endpointText(at)}: ${systemWords(problem.code)}\n`, 'dim');
          continue;
        }
        const format = options.value('-w');
        const nothing = { status: 0, bytes: 0, connected: 0, started: 0, total: context.now() - began };
        if (format !== undefined && problem instanceof SocketError)
          await context.output.write(writeOut(format, nothing));
        if (options.has('-s') && !options.has('-S') && problem instanceof SocketError) return couldNotConnect;
        await tellSocketError(error, `curl: (${couldNotConnect}) ${target.host} port ${target.port}`, problem, at);
        return couldNotConnect;
      }
    }
    if (stream === null) return couldNotConnect;
    const { address, port } = stream.remote;
    if (options.has('-v')) await error.write(`* Connected to ${target.host} (${address}) port ${port}\n`, 'dim');
    return await converse(stream, target, options, { began, connected: context.now() - began }, context);
  } catch (problem) {
    if (signal.reason instanceof TooLate) {
      await say(`curl: (${timedOut}) No answer within ${options.value('-m')} s.`);
      return timedOut;
    }
    if (!(problem instanceof BrokenResponse)) throw problem;
    await say(`curl: (${gotNothing}) ${problem.message}`);
    return gotNothing;
  } finally {
    stream?.close();
  }
}

/**
 * Where to try, in order. On this computer localhost has two addresses, and curl tries IPv6 first, as RFC 6724 orders
 * them; a refusal comes at once, so nothing has to be staggered here (RFC 8305).
 */
async function placesOf({ host, port }: Target, context: Context): Promise<readonly Endpoint[]> {
  const address = await resolved(context, host);
  const both = context.host.kind === 'this-computer' && /^localhost\.?$/i.test(host);
  return (both ? [loopback6, address] : [address]).map((each) => ({ address: each, port }));
}

async function converse(
  stream: Stream,
  target: Target,
  options: Options,
  { began, connected }: { began: number; connected: number },
  context: Context,
): Promise<number> {
  const { output, error, signal } = context;
  const isHead = options.has('-I');
  const content = new TextEncoder().encode(options.value('-d') ?? '');
  const request = requestText(target, options, content.length);
  if (options.has('-v')) await error.write(marked('>', request), 'dim');
  await stream.write(new TextEncoder().encode(request));
  if (content.length > 0) await stream.write(content);
  const reader = new ResponseReader(() => stream.read(signal));
  const head = await reader.head();
  const started = context.now() - began;
  if (options.has('-v')) await error.write(marked('<', `${head.text}\r\n\r\n`), 'dim');
  if (isHead || options.has('-i')) await output.write(`${shown(head)}\n\n`, 'bold');
  const decoder = new TextDecoder('utf-8');
  let last = '\n';
  let bytes = 0;
  const away = options.value('-o') !== undefined;
  for await (const piece of reader.content(head, isHead)) {
    bytes += piece.length;
    if (away) continue;
    const text = printable(decoder.decode(piece, { stream: true }).replaceAll('\r\n', '\n'));
    if (text === '') continue;
    last = text.at(-1) ?? last;
    await output.write(text);
  }
  const format = options.value('-w');
  if (last !== '\n' && format === undefined && Number.isFinite(context.columns)) await output.write('\n');
  const total = context.now() - began;
  if (format !== undefined)
    await output.write(writeOut(format, { status: head.status, bytes, connected, started, total }));
  return 0;
}

function requestText(target: Target, options: Options, length: number): string {
  const method = options.value('-X') ?? (options.has('-I') ? 'HEAD' : length > 0 ? 'POST' : 'GET');
  const fields = [
    `Host: ${hostField(target)}`,
    `User-Agent: ${userAgent(options)}`,
    'Accept: */*',
    'Connection: close',
  ];
  if (length > 0) fields.push('Content-Type: application/x-www-form-urlencoded', `Content-Length: ${length}`);
  const own = options.value('-H');
  if (own !== undefined) {
    if (/[\r\n]/.test(own) || !/^[!#$%&'*+.^_`|~\w-]+:/.test(own))
      throw new WrongUsage('A field looks like "Name: value", on one line.');
    const name = own.slice(0, own.indexOf(':') + 1).toLowerCase();
    const same = fields.findIndex((field) => field.toLowerCase().startsWith(name));
    if (same >= 0) fields.splice(same, 1);
    fields.push(own);
  }
  return `${method} ${target.path} HTTP/1.1\r\n${fields.join('\r\n')}\r\n\r\n`;
}

/** @throws WrongUsage */
function userAgent(options: Options): string {
  const name = options.value('-A') ?? 'first-hop';
  if (/[\r\n]/.test(name)) throw new WrongUsage('A name is one line.');
  return name;
}

const shown = (head: ResponseHead): string => printable(head.text.replaceAll('\r\n', '\n'));

const marked = (mark: string, text: string): string =>
  printable(
    text
      .replace(/\r\n$/, '')
      .split('\r\n')
      .map((line) => `${mark} ${line}\n`)
      .join(''),
  );
