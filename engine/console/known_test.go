package console

import (
	"slices"
	"strings"
	"testing"

	"skylab/engine"
	"skylab/engine/aws"
)

// TestOperationsOfAWSAreKnown: of a service that is simulated in part, an
// operation that skylab lacks is told apart from a mistyped name.
func TestOperationsOfAWSAreKnown(t *testing.T) {
	for _, op := range engine.New(engine.Config{Seed: 1}).Operations() {
		if !op.Hidden && !slices.Contains(realOperations(op.Service), aws.Kebab(op.Name)) {
			t.Errorf("commands.txt does not know `aws %s %s`", op.Service, aws.Kebab(op.Name))
		}
	}
	s := prompt()
	const want = "skylab does not simulate `aws sns create-platform-application` yet.\n`aws sns help` lists what it simulates.\n"
	if r := s.Exec("aws sns create-platform-application", 0); string(r.Stderr) != want || r.Status != StatusParam {
		t.Errorf("%q, status %d", r.Stderr, r.Status)
	}
}

// TestListingsComeInPages: an operation that takes a token has a pager, unless
// the AWS CLI itself has none for it.
func TestListingsComeInPages(t *testing.T) {
	// botocore 1.43.11, paginators-1.json
	without := []string{"autoscaling.DescribeInstanceRefreshes", "events.ListEventBuses", "logs.GetLogEvents", "savingsplans.DescribeSavingsPlans", "savingsplans.DescribeSavingsPlansOfferings"}
	for _, op := range engine.New(engine.Config{Seed: 1}).Operations() {
		for _, m := range aws.Members(op.In()) {
			if (m.Name == "NextToken" || strings.HasSuffix(m.Name, "Marker") || m.Name == "ContinuationToken") && pagerOf(op) == nil && !slices.Contains(without, op.ID()) {
				t.Errorf("%s takes a %s and has no pager", op.ID(), m.Name)
			}
		}
	}
}
