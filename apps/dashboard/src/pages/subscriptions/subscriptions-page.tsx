import { may } from '../../api/sign-in.js';
import { here } from '../../navigation.js';
import { NoticePages } from '../../pieces/notice-pages.js';
import { OwnSubscription } from './own-subscription.js';
import { SubscribeForm } from './subscribe-form.js';
import { SubscriptionList } from './subscription-list.js';
import './subscriptions.css';

/** Being told by mail: for everybody; with the link from a mail one's own; for administrators all. */
export default function SubscriptionsPage() {
  const { query } = here.value;
  const [id, proof] = [query.get('id') ?? '', query.get('proof') ?? ''];
  if (id !== '') return <OwnSubscription key={id} id={id} proof={proof} isLeaving={query.get('end') === '1'} />;
  return (
    <>
      <NoticePages />
      <div class="notice-page">
        <SubscribeForm />
        {may('admin') && <SubscriptionList />}
      </div>
    </>
  );
}
