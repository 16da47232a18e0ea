package wire

import "testing"

// boto3 reads CloudWatch's JSON without looking at types: a sum of 180 came as
// an integer, and the AWS CLI printed it as one.
func TestDoublesInJSONShowThatTheyAre(t *testing.T) {
	for want, x := range map[string]float64{"180.0": 180, "-2.0": -2, "0.0": 0, "1.5": 1.5, "1e+21": 1e21} {
		if got := string(appendJSON(nil, x)); got != want {
			t.Errorf("%v is written as %s, not as %s", x, got, want)
		}
	}
}
