package cloudwatch_test

import (
	"fmt"
	"testing"

	"skylab/engine/aws"
	"skylab/engine/cloudwatch"
)

// filterInto is a metric filter of the group whose metric is in the namespace,
// with the value.
func filterInto(namespace, value string) string {
	return `{"logGroupName":"` + group + `","filterName":"f","filterPattern":"oops",` +
		`"metricTransformations":[{"metricName":"Errors","metricNamespace":"` + namespace + `","metricValue":"` + value + `"}]}`
}

// TestFiltersStayOutOfAWSNamespaces: a learner's filter cannot write into the
// metrics of a service.
func TestFiltersStayOutOfAWSNamespaces(t *testing.T) {
	w := newWorld()
	w.Put(group, "s", "warm up")
	for namespace, want := range map[string]string{
		"AWS/Lambda": "InvalidParameterException: Invalid metric transformation: the metricNamespace AWS/Lambda begins with AWS/, which is kept for the services of AWS",
		"AWSome":     "",
		"Shop/AWS/":  "",
	} {
		_, err := call[cloudwatch.EmptyOutput](t, w, "PutMetricFilter", filterInto(namespace, "1"))
		got := ""
		if e, is := err.(*aws.Error); is {
			got = e.Code + ": " + e.Message
		}
		if got != want {
			t.Errorf("%s: %q, want %q", namespace, got, want)
		}
	}
}

// TestFiltersAreState: two worlds whose filters differ only in what they count
// behave otherwise, and say so.
func TestFiltersAreState(t *testing.T) {
	state := func(value string) string {
		w := newWorld()
		w.Put(group, "s", "warm up")
		if _, err := call[cloudwatch.EmptyOutput](t, w, "PutMetricFilter", filterInto("Shop", value)); err != nil {
			t.Fatal(err)
		}
		return fmt.Sprintf("%+v", w.State())
	}
	if state("1") == state("2") {
		t.Error("the value of a metric filter is not in the state")
	}
	if a, b := state("1"), state("1"); a != b {
		t.Errorf("the same filter has two states:\n%s\n%s", a, b)
	}
}

// ruled answers for IAM: nothing is allowed, and perhaps by a denial.
type ruled struct{ denies bool }

func (ruled) Allows(string, string, string) bool   { return false }
func (r ruled) Denies(string, string, string) bool { return r.denies }

// TestRefusalsSayWhy: an explicit deny is not the lack of a permission.
func TestRefusalsSayWhy(t *testing.T) {
	for denies, why := range map[bool]string{
		false: "because no identity-based policy allows the cloudwatch:ListMetrics action",
		true:  "with an explicit deny in an identity-based policy",
	} {
		w := newWorld()
		w.SetAuthorizer(ruled{denies})
		_, err := w.ops["ListMetrics"].Call(&aws.Request{Principal: "arn:x"}, w.ops["ListMetrics"].NewIn())
		e, is := err.(*aws.Error)
		if want := "User: arn:x is not authorized to perform: cloudwatch:ListMetrics " + why; !is || e.Code != "AccessDenied" || e.Message != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}
