import { here, type ListedCommand } from '../shell/command.ts';
import { chat } from './chat.ts';
import { clear } from './clear.ts';
import { echo } from './echo.ts';
import { fetchedLater } from './fetched-later.ts';
import { fg } from './fg.ts';
import { grep } from './grep.ts';
import { head } from './head.ts';
import { help } from './help.ts';
import { history } from './history.ts';
import { jobs } from './jobs.ts';
import { nc } from './nc.ts';
import { rooms } from './rooms.ts';
import { sleep } from './sleep.ts';
import { ss } from './ss.ts';
import { wc } from './wc.ts';

/**
 * Every command of the terminal. Those that few lessons need are not part of what a page loads; their lines here say
 * only what `help` lists.
 */
export const commands: readonly ListedCommand[] = [
  here(rooms),
  here(chat),
  fetchedLater('room', 'opens a chat room, or serves one from here', async () => (await import('./room.ts')).room),
  here(nc),
  fetchedLater(
    'socks',
    'holds sockets open, so that you can look at them',
    async () => (await import('./socks.ts')).socks,
  ),
  fetchedLater(
    'slowreader',
    'a program that accepts a connection and reads nothing until you wake it',
    async () => (await import('./slowreader.ts')).slowreader,
  ),
  fetchedLater(
    'tap',
    'a wire you can read: passes bytes on and shows them',
    async () => (await import('./tap.ts')).tap,
  ),
  here(ss),
  fetchedLater('netstat', 'lists sockets, in the older layout', async () => (await import('./netstat.ts')).netstat),
  fetchedLater(
    'ip',
    "shows a host's interfaces and addresses, and changes a virtual one's",
    async () => (await import('./ip.ts')).ip,
  ),
  fetchedLater(
    'ifconfig',
    "shows this computer's interfaces, as macOS and older Linux do",
    async () => (await import('./ifconfig.ts')).ifconfig,
  ),
  fetchedLater(
    'ipconfig',
    "shows this computer's interfaces, as Windows does",
    async () => (await import('./ipconfig.ts')).ipconfig,
  ),
  fetchedLater(
    'traces',
    'looks for a word in every place this page can reach',
    async () => (await import('./traces.ts')).traces,
  ),
  ...[echo, grep, head, wc, help, history, clear, sleep, jobs, fg].map(here),
];
