import type MiniSearch from 'minisearch';
import { useCallback, useEffect, useState } from 'react';
import { readIndex } from './find.ts';
import { indexAddress, type SearchEntry } from './search-entry.ts';

type Index = MiniSearch<SearchEntry>;

/** Kept while the page is: fetched once. A failed fetch is forgotten, so that it can be tried again. */
let fetched: Promise<Index> | null = null;

const fetchIndex = async (): Promise<Index> => {
  const answer = await fetch(indexAddress);
  if (!answer.ok) throw new Error(`${indexAddress} is not there: ${answer.status}.`);
  return readIndex(await answer.text());
};

/** The index of this site, or why it is not there yet. */
export const useIndex = (): { index: Index | null; failed: boolean; retry(): void } => {
  const [index, setIndex] = useState<Index | null>(null);
  const [failed, setFailed] = useState(false);
  const load = useCallback(async (): Promise<void> => {
    setFailed(false);
    fetched ??= fetchIndex();
    try {
      setIndex(await fetched);
    } catch {
      fetched = null;
      setFailed(true);
    }
  }, []);
  useEffect(() => void load(), [load]);
  return { index, failed, retry: () => void load() };
};
