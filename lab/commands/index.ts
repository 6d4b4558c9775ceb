import type { Command } from '../shell/command.ts';
import { chat } from './chat.ts';
import { clear } from './clear.ts';
import { echo } from './echo.ts';
import { fg } from './fg.ts';
import { grep } from './grep.ts';
import { head } from './head.ts';
import { help } from './help.ts';
import { history } from './history.ts';
import { ifconfig } from './ifconfig.ts';
import { ip } from './ip.ts';
import { ipconfig } from './ipconfig.ts';
import { jobs } from './jobs.ts';
import { nc } from './nc.ts';
import { netstat } from './netstat.ts';
import { room } from './room.ts';
import { rooms } from './rooms.ts';
import { sleep } from './sleep.ts';
import { socks } from './socks.ts';
import { ss } from './ss.ts';
import { tap } from './tap.ts';
import { traces } from './traces.ts';
import { wc } from './wc.ts';

/** Every command of the terminal. */
export const commands: readonly Command[] = [
  rooms,
  chat,
  room,
  nc,
  socks,
  tap,
  ss,
  netstat,
  ip,
  ifconfig,
  ipconfig,
  traces,
  echo,
  grep,
  head,
  wc,
  help,
  history,
  clear,
  sleep,
  jobs,
  fg,
];
