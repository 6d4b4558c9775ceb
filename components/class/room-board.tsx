'use client';

import type { ClassRoomRow, TeacherMessage } from '../../lab/class/messages.ts';

interface RoomBoardProps {
  readonly rooms: readonly ClassRoomRow[];
  readonly lobbyPort: number;
  say(message: TeacherMessage): void;
}

/** The rooms that are open, and who is heard in them. */
export const RoomBoard = ({ rooms, lobbyPort, say }: RoomBoardProps) => (
  <section aria-labelledby="rooms">
    <h2 id="rooms">Rooms</h2>
    <p>In a paused room everybody stays and nobody is heard. The lobby is on port {lobbyPort}.</p>
    <ul className="room-rows">
      {rooms.map(({ name, port, auth, here, paused }) => (
        <li key={name}>
          <b>{name}</b>
          <span>
            port {port}, {auth === 'open' ? 'open' : 'with a password'}, {here} here{paused && ', paused'}
          </span>
          <button type="button" className="button" onClick={() => say({ type: 'pause', room: name, on: !paused })}>
            {paused ? 'Let it go on' : 'Pause'} <span className="visually-hidden">room {name}</span>
          </button>
        </li>
      ))}
    </ul>
  </section>
);
