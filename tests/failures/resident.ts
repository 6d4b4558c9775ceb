import { readFileSync } from 'node:fs';

/** Resident memory of a process in bytes (Linux; 0 elsewhere). */
export const resident = (pid: number | undefined): number =>
  process.platform === 'linux' ? Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096 : 0;

/** Looks every 20 ms. @returns how to stop, and what was the most meanwhile */
export const watchResident = (pid: number | undefined): (() => number) => {
  let most = resident(pid);
  const look = (): void => {
    most = Math.max(most, resident(pid));
  };
  const timer = setInterval(look, 20);
  return () => {
    clearInterval(timer);
    look();
    return most;
  };
};
