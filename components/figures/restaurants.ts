/** How a restaurant shares its hands out: one waiter who stays at a table, a waiter for each guest, one with buzzers. */
export type Style = 'stays' | 'each' | 'buzzers';
export const styles: readonly Style[] = ['stays', 'each', 'buzzers'];

/** What a guest wants, and how many beats of a waiter it takes. */
export const beatsFor = { greeting: 1, soup: 1, cake: 6 } as const;
export type Wish = keyof typeof beatsFor;

export interface Order {
  readonly guest: number;
  readonly wish: Wish;
  /** Beats of work that are left. */
  readonly left: number;
  /** Beats that it has waited so far, without anybody working on it. */
  readonly waited: number;
}

export interface Guest {
  readonly name: number;
  readonly greeted: boolean;
  readonly gone: boolean;
}

export interface Restaurant {
  readonly style: Style;
  readonly guests: readonly Guest[];
  /** In the order in which they came. */
  readonly orders: readonly Order[];
}

export type Move =
  | { readonly kind: 'comes' }
  | { readonly kind: 'orders'; readonly guest: number; readonly wish: 'soup' | 'cake' }
  | { readonly kind: 'leaves'; readonly guest: number }
  | { readonly kind: 'beat' };

export const opened = (style: Style): Restaurant => ({ style, guests: [], orders: [] });

export const moved = (restaurant: Restaurant, move: Move): Restaurant => {
  const { guests, orders } = restaurant;
  switch (move.kind) {
    case 'comes': {
      const name = guests.length + 1;
      return {
        ...restaurant,
        guests: [...guests, { name, greeted: false, gone: false }],
        orders: [...orders, ordered(name, 'greeting')],
      };
    }
    case 'orders':
      return { ...restaurant, orders: [...orders, ordered(move.guest, move.wish)] };
    case 'leaves':
      return {
        ...restaurant,
        guests: guests.map((guest) => (guest.name === move.guest ? { ...guest, gone: true } : guest)),
        orders: orders.filter(({ guest }) => guest !== move.guest),
      };
    case 'beat':
      return afterBeat(restaurant);
  }
};

const ordered = (guest: number, wish: Wish): Order => ({ guest, wish, left: beatsFor[wish], waited: 0 });

/** The orders that somebody works on now. */
export function inWork({ style, guests, orders }: Restaurant): readonly Order[] {
  if (style === 'buzzers') return orders.slice(0, 1);
  if (style === 'each')
    return orders.filter((order, at) => orders.findIndex(({ guest }) => guest === order.guest) === at);
  const table = guests.find(({ gone }) => !gone)?.name;
  return orders.filter(({ guest }) => guest === table).slice(0, 1);
}

/** The guest with whom the waiter stays, though nothing is to be done for them; null where no waiter stays. */
export function staysWith({ style, guests }: Restaurant): number | null {
  return style === 'stays' ? (guests.find(({ gone }) => !gone)?.name ?? null) : null;
}

function afterBeat(restaurant: Restaurant): Restaurant {
  const busy = new Set(inWork(restaurant));
  const orders = restaurant.orders.map((order) =>
    busy.has(order) ? { ...order, left: order.left - 1 } : { ...order, waited: order.waited + 1 },
  );
  const greeted = new Set(
    orders.flatMap(({ wish, left, guest }) => (wish === 'greeting' && left === 0 ? [guest] : [])),
  );
  return {
    ...restaurant,
    guests: restaurant.guests.map((guest) => (greeted.has(guest.name) ? { ...guest, greeted: true } : guest)),
    orders: orders.filter(({ left }) => left > 0),
  };
}
