package sns

// meter counts a publication of so many bytes: each 64 KB of it is a request,
// and a batch is weighed as a whole. What SNS delivers to queues and functions
// costs nothing.
//
// fidelity: sns.requests
func (t *topic) meter(size int) { t.requests.AddBase(int64(max(1, (size+chunk-1)/chunk))) }

// chunk is what is billed as one request, in bytes (SNS pricing page).
const chunk = 64 << 10
