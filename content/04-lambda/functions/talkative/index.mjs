// The expense report, with every step said aloud "until it is stable".
const limits = { film: 60, paper: 80, travel: 120 };

const say = (what, value) =>
  console.log(what, JSON.stringify(value, null, 2));

export const handler = async (event, context) => {
  say("event", event);
  say("context", context);
  const report = event.body ? JSON.parse(event.body) : event;
  const refused = [];
  let paid = 0;
  for (const receipt of report.receipts) {
    const allowed = receipt.amount <= (limits[receipt.what] ?? 0);
    say("checked", { receipt, limits, allowed });
    if (allowed) paid += receipt.amount;
    else refused.push(receipt);
  }
  const answer = { member: report.member, paid, refused };
  say("answer", answer);
  return answer;
};
