'use client';

import { useId, useState } from 'react';
import {
  addressesToSort,
  type Sorted,
  sortedSoFar,
  sortingQuestion,
  usesToChoose,
} from '../../lab/checks/addresses-sorted.ts';
import { type AddressUse, addressUse, blockOf, specialBlocks } from '../../lab/special-blocks.ts';
import { parseIpv4 } from '../../network/wire/address.ts';
import { Tick } from '../brand/tick.tsx';
import { useLab } from '../lab-session/lab-context.ts';
import { FigureBox } from './figure-box.tsx';
import './address-sorter.css';

const lab = '3.2b';

const names: Record<AddressUse, string> = {
  private: 'Private',
  public: 'Public',
  shared: 'Shared in a provider',
  'link-local': 'Link-local',
  loopback: 'Loopback',
  documentation: 'Documentation',
  multicast: 'Multicast',
  reserved: 'Reserved',
};

/** Ten addresses, one of them the reader's own, each to be put where RFC 6890's table has it. */
export function AddressSorter() {
  const { evidence, answer } = useLab();
  const sorted = sortedSoFar(evidence, lab);
  const right = [...sorted.values()].filter((each) => each.right).length;
  return (
    <FigureBox
      title="Whose address is it?"
      twin={
        <table>
          <caption>The blocks of RFC 6890 that you need</caption>
          <thead>
            <tr>
              <th>Block</th>
              <th>Use</th>
              <th>Source</th>
            </tr>
          </thead>
          <tbody>
            {specialBlocks
              .filter(({ use }) => usesToChoose.includes(use))
              .map(({ text, use, source }) => (
                <tr key={text}>
                  <td>{text}</td>
                  <td>{names[use]}</td>
                  <td>{source}</td>
                </tr>
              ))}
          </tbody>
        </table>
      }
    >
      <ul className="sorter">
        {addressesToSort.map((address) => (
          <Sorting
            key={address}
            address={address}
            sorted={sorted.get(address)}
            say={(use) => answer(sortingQuestion(lab, address), use)}
          />
        ))}
        <Own
          sorted={sorted.get('own')}
          say={(address, use) => answer(sortingQuestion(lab, 'own'), `${address} ${use}`)}
        />
      </ul>
      <p className="fig-note" role="status">
        {right} of {addressesToSort.length + 1} are where they belong.
      </p>
    </FigureBox>
  );
}

interface SortingProps {
  readonly address: string;
  readonly sorted: Sorted | undefined;
  say(use: AddressUse): void;
}

function Sorting({ address, sorted, say }: SortingProps) {
  const id = useId();
  return (
    <li data-right={sorted?.right || undefined}>
      <label htmlFor={id}>{address}</label>
      <UseSelect id={id} question={sortingQuestion(lab, address)} chosen={sorted?.said} say={say} />
      <Comment sorted={sorted} />
    </li>
  );
}

function Own({ sorted, say }: { readonly sorted: Sorted | undefined; say(address: string, use: AddressUse): void }) {
  const id = useId();
  const [typed, setTyped] = useState(sorted?.address ?? '');
  const address = typed.trim();
  const known = parseIpv4(address) !== null;
  return (
    <li data-right={sorted?.right || undefined}>
      <input
        aria-label="One of your own IPv4 addresses"
        name={sortingQuestion(lab, 'own')}
        placeholder="your own"
        inputMode="decimal"
        autoComplete="off"
        size={15}
        maxLength={15}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <UseSelect
        id={id}
        question={sortingQuestion(lab, 'own')}
        label="Use of your own address"
        chosen={sorted?.said}
        disabled={!known}
        say={(use) => say(address, use)}
      />
      <Comment sorted={sorted?.address === address ? sorted : undefined} />
    </li>
  );
}

interface UseSelectProps {
  readonly id: string;
  /** The question of the evidence that it answers. */
  readonly question: string;
  readonly label?: string;
  readonly chosen: AddressUse | undefined;
  readonly disabled?: boolean;
  say(use: AddressUse): void;
}

const UseSelect = ({ id, question, label, chosen, disabled, say }: UseSelectProps) => (
  <select
    id={id}
    name={question}
    aria-label={label}
    disabled={disabled}
    value={chosen ?? ''}
    onChange={(event) => {
      const use = usesToChoose.find((each) => each === event.target.value);
      if (use !== undefined) say(use);
    }}
  >
    <option value="" disabled>
      What is it?
    </option>
    {usesToChoose.map((use) => (
      <option key={use} value={use}>
        {names[use]}
      </option>
    ))}
  </select>
);

function Comment({ sorted }: { readonly sorted: Sorted | undefined }) {
  if (sorted === undefined) return <span className="sorter-says" />;
  return (
    <span className="sorter-says" role="status">
      {sorted.right ? (
        <>
          <Tick size={14} /> {because(sorted.address)}
        </>
      ) : (
        hint(sorted)
      )}
    </span>
  );
}

function because(address: string): string {
  const block = blockOf(parseIpv4(address) ?? 0);
  return block === null ? 'in none of the special blocks' : `in ${block.text}`;
}

/** What the chosen block would need, without the answer. */
function hint({ address, said }: Sorted): string {
  if (said === 'public') return 'No: one of the special blocks holds it.';
  const blocks = specialBlocks.filter(({ use }) => use === said).map(({ text }) => text);
  const near = addressUse(parseIpv4(address) ?? 0) === 'public' ? ' Look where the block ends.' : '';
  return `No: it would have to be in ${blocks.join(' or ')}.${near}`;
}
