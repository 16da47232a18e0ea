const limits = { film: 60, paper: 80, travel: 120 };

// A web request carries its data as text in `body`; a direct call is the
// data itself.
export const handler = async (event) => {
  const report = event.body ? JSON.parse(event.body) : event;
  const refused = report.receipts.filter(
    ({ what, amount }) => amount > (limits[what] ?? 0),
  );
  const paid = report.receipts
    .filter((receipt) => !refused.includes(receipt))
    .reduce((sum, { amount }) => sum + amount, 0);
  console.log(`${report.member}: ${paid} paid, ${refused.length} refused`);
  return { member: report.member, paid, refused };
};
