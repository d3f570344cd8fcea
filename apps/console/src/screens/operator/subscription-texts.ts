import { useTexts } from '../../frame/speaking';
import { fill } from '../../texts/in-language';
import type { Language, Values } from '../../texts/texts';
import { set } from '../../texts/typography';

const en = {
  lead: 'The services of your product that follow the events, the longest delay first.',
  off: 'Set DELIVERY_URL of the gateway to the internal address of event-delivery to see subscriptions here.',
  none: 'No service has used the name of a subscription yet.',
  name: 'Subscription',
  client: 'Key',
  state: 'State',
  seen: 'Last seen',
  kit: 'Kafka',
  feed: 'feed',
  webhook: 'webhook',
  current: 'Up to date',
  newer: 'Tenants with newer events: {count}',
  behind: '{time} behind',
  late: 'A deactivation is not acknowledged: {ago}',
  holds: 'Holds {tenant} since {time}: {reason}',
  waits: 'Tries {tenant} again since {time}: {reason}',
  delete: 'Delete',
  'delete.title': 'Delete the subscription {name}?',
  'delete.text':
    'Delete one that is no longer used: nobody is alerted about it any more. A service that still uses the name begins a new subscription.',
  deleted: 'The subscription {name} was deleted.',
};

type Key = keyof typeof en;

const fr: Readonly<Record<Key, string>> = {
  lead: 'Les services de votre produit qui suivent les événements, le plus grand retard d’abord.',
  off: 'Donnez à DELIVERY_URL de la passerelle l’adresse interne d’event-delivery pour voir ici les abonnements.',
  none: 'Aucun service n’a encore utilisé le nom d’un abonnement.',
  name: 'Abonnement',
  client: 'Clé',
  state: 'État',
  seen: 'Vu',
  kit: 'Kafka',
  feed: 'flux',
  webhook: 'webhook',
  current: 'À jour',
  newer: 'Locataires avec des événements plus récents : {count}',
  behind: 'En retard de {time}',
  late: 'Une désactivation n’est pas confirmée : {ago}',
  holds: 'Retient {tenant} depuis {time} : {reason}',
  waits: 'Réessaie {tenant} depuis {time} : {reason}',
  delete: 'Supprimer',
  'delete.title': 'Supprimer l’abonnement {name} ?',
  'delete.text':
    'Supprimez un abonnement qui n’est plus utilisé : plus personne n’est alerté à son sujet. Un service qui utilise encore le nom commence un nouvel abonnement.',
  deleted: 'L’abonnement {name} a été supprimé.',
};

/** Texts that operators alone read: they are loaded with their screen. */
export const SUBSCRIPTION_TEXTS: Readonly<Record<Language, Readonly<Record<Key, string>>>> = {
  en,
  fr,
};

/** The text of a key, with its placeholders filled. */
export const useSubscriptionTexts = (): ((key: Key, values?: Values) => string) => {
  const { language } = useTexts();
  return (key, values = {}) => fill(set(language, SUBSCRIPTION_TEXTS[language][key]), values);
};
