import { describe, expect, it } from 'vitest';
import { along, drawingOf, edgeOf, neighbour, roomOf } from './geometry.ts';
import { ticksOf } from './ticks.ts';
import { ageText, groupedText, rateText, timeText } from './value-text.ts';

const device = (name: string, x: number, y: number) => ({ name, kind: 'host', at: { x, y } });
const topology = {
  devices: [device('pc1', 0, 500), device('sw1', 500, 500), device('pc2', 1000, 500), device('r1', 500, 0)],
  cables: [
    { name: 'a', ends: ['pc1:eth0', 'sw1:p1'] as const },
    { name: 'b', ends: ['sw1:p3', 'r1:eth0'] as const },
    { name: 'c', ends: ['r1:eth1', 'sw1:p4'] as const },
  ],
};

describe('the drawing', () => {
  const drawing = drawingOf(topology, 800, 300);

  it('uses the whole sheet and stays inside it', () => {
    const places = [...drawing.places.values()];
    expect(Math.min(...places.map(({ x }) => x))).toBe(66);
    expect(Math.max(...places.map(({ x }) => x))).toBe(734);
    expect(Math.max(...places.map(({ y }) => y))).toBeLessThan(300 - 60);
  });

  it('draws devices smaller where they would touch', () => {
    expect(drawing.scale).toBe(1);
    expect(drawingOf(topology, 300, 150).scale).toBeLessThan(1);
  });

  it('bends two cables between the same devices apart', () => {
    const [, one, other] = drawing.arcs.map((arc) => along(arc, 0.5));
    expect(Math.abs((one?.x ?? 0) - (other?.x ?? 0))).toBeGreaterThan(30);
  });

  it('lets a cable that goes down come out below the name of its device', () => {
    const arc = drawing.arcs[1];
    expect(arc && edgeOf(arc, 1, 1)).toBeGreaterThan(arc ? edgeOf(arc, 0, 1) : 1);
  });

  it('finds the device in the direction of an arrow key', () => {
    expect(neighbour(drawing.places, 'sw1', 'ArrowRight')).toBe('pc2');
    expect(neighbour(drawing.places, 'sw1', 'ArrowUp')).toBe('r1');
    expect(neighbour(drawing.places, 'pc1', 'ArrowLeft')).toBeNull();
  });
});

describe('numbers for people', () => {
  it('have the unit that fits', () => {
    expect([412, 412_000, 12_418_000, 3.2e9].map(timeText)).toEqual(['412 ns', '412 µs', '12.4 ms', '3.2 s']);
    expect([65e9, 600e9].map(ageText)).toEqual(['65 s', '10 min']);
    expect([1e7, 1.5e9, 9600].map(rateText)).toEqual(['10 Mb/s', '1.5 Gb/s', '9.6 kb/s']);
    expect(groupedText(388_201_554)).toBe('388\u2009201\u2009554');
  });

  it('stand at round places of an axis', () => {
    expect(ticksOf(0, 97, 5)).toEqual([0, 20, 40, 60, 80]);
    expect(ticksOf(0, 0, 5)).toEqual([0]);
  });
});

it('makes a drawing grow with the text of the page, as far as its sheet has room', () => {
  expect(roomOf({ width: 720, height: 300 }, 16)).toEqual({ width: 720, height: 300, zoom: 1 });
  expect(roomOf({ width: 960, height: 600 }, 32)).toEqual({ width: 480, height: 300, zoom: 2 });
  expect(roomOf({ width: 960, height: 375 }, 32)).toEqual({ width: 640, height: 250, zoom: 1.5 });
  expect(roomOf({ width: 320, height: 0 }, 32)).toEqual({ width: 320, height: 150, zoom: 1 });
});
