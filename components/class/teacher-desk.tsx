'use client';

import { useRef } from 'react';
import { type ClassState, classLink, type TeacherMessage } from '../../lab/class/messages.ts';
import { QrCode } from './qr-code.tsx';
import { RoomBoard } from './room-board.tsx';
import { SeatBoard } from './seat-board.tsx';
import { useClass } from './use-class.ts';

/** The teacher's page: how to come in, who sits where, and the few things a teacher must be able to do at once. */
export const TeacherDesk = ({ lessons }: { readonly lessons: Readonly<Record<string, string>> }) => {
  const { view, say } = useClass();
  if (view === 'asking') return <p role="status">Asking the lab server for the class.</p>;
  if (view === 'none')
    return (
      <p role="status">
        There is no class now: this First Hop is open to this computer only. To open it to the local network, stop it in
        its terminal with Ctrl-C and start it with <code>npm start -- --lan</code>. It says what that exposes before it
        does anything.
      </p>
    );
  if (view === 'closed')
    return (
      <p role="status">
        The class is over: the lab server does not answer any more. This page comes back by itself if it is started
        again.
      </p>
    );
  return (
    <>
      <ComeIn state={view} say={say} />
      <SeatBoard seats={view.seats} lessons={lessons} say={say} />
      <RoomBoard rooms={view.rooms} lobbyPort={view.lobbyPort} say={say} />
      <CloseEverything say={say} />
    </>
  );
};

const ComeIn = ({ state, say }: { state: ClassState; say(message: TeacherMessage): void }) => {
  const [url = '', ...others] = state.urls;
  return (
    <section aria-labelledby="come-in" className="come-in">
      <QrCode text={classLink(url, state.code)} label={`QR code for ${url} with the class code`} />
      <div>
        <h2 id="come-in">Come in</h2>
        <p className="come-url">{url}</p>
        {others.length > 0 && <p>On another of this computer’s networks: {others.join(', ')}</p>}
        <p>
          Class code{' '}
          <span className="come-code">
            {state.code.slice(0, 3)}
            <span className="gap"> </span>
            {state.code.slice(3)}
          </span>
        </p>
        <p className="actions">
          <button type="button" className="button" onClick={() => say({ type: 'renew' })}>
            New code
          </button>
          <small>Who is in stays in.</small>
        </p>
        {state.wrongCodes > 0 && (
          <p role="status">
            {state.wrongCodes} wrong {state.wrongCodes === 1 ? 'code was' : 'codes were'} tried so far.
          </p>
        )}
      </div>
    </section>
  );
};

const CloseEverything = ({ say }: { say(message: TeacherMessage): void }) => {
  const ask = useRef<HTMLDialogElement>(null);
  return (
    <section aria-labelledby="close-all">
      <h2 id="close-all">The end</h2>
      <p>
        <button type="button" className="button" onClick={() => ask.current?.showModal()}>
          Close everything
        </button>
      </p>
      <dialog ref={ask} className="ask" aria-labelledby="close-ask">
        <h2 id="close-ask">Close everything?</h2>
        <p>
          Every room says goodbye, every seat’s connections are closed, and First Hop stops on this computer. Nothing
          was stored, so nothing is left. Start it again in the terminal.
        </p>
        <p className="actions">
          <button
            type="button"
            className="button first"
            onClick={() => {
              ask.current?.close();
              say({ type: 'close' });
            }}
          >
            Close everything now
          </button>
          <button type="button" className="button" onClick={() => ask.current?.close()}>
            Go on with the class
          </button>
        </p>
      </dialog>
    </section>
  );
};
