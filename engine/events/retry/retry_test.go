package retry

import (
	"math/rand/v2"
	"testing"
	"time"

	"skylab/engine/aws"
)

// By default a target is tried 185 times again, within a day.
func TestADayOfRetries(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	busy := aws.Errorf(429, "Throttled", "")
	age, attempts := time.Duration(0), 1
	for {
		pause, again, condition := Of(nil, nil).After(busy, attempts, age, r)
		if !again {
			if condition == "" || attempts < 180 || attempts > 186 || age > 24*time.Hour || age < 23*time.Hour {
				t.Errorf("ended by %q after %d attempts, %s", condition, attempts, age)
			}
			return
		}
		age += pause
		attempts++
	}
}

func TestWhatIsTriedAgain(t *testing.T) {
	for _, c := range []struct {
		err   *aws.Error
		again bool
		code  string
	}{
		{aws.Errorf(429, "TooManyRequestsException", ""), true, "THROTTLING"},
		{aws.Errorf(500, "ServiceException", ""), true, "INTERNAL_ERROR"},
		{aws.Errorf(501, "NotImplemented", ""), false, "INTERNAL_ERROR"},
		{aws.Errorf(403, "AccessDenied", ""), false, "NO_PERMISSIONS"},
		{aws.Errorf(404, "ResourceNotFoundException", ""), false, "NO_RESOURCE"},
		{aws.Errorf(400, "AWS.SimpleQueueService.NonExistentQueue", ""), false, "NO_RESOURCE"},
		{aws.Errorf(400, "InvalidParameterValue", ""), false, "INVALID_PARAMETER"},
		{aws.Errorf(400, InvalidInput, ""), false, "INVALID_JSON"},
	} {
		_, again, _ := Of(nil, nil).After(c.err, 1, 0, rand.New(rand.NewPCG(1, 2)))
		if again != c.again || Code(c.err) != c.code {
			t.Errorf("%v: again %v, %s", c.err, again, Code(c.err))
		}
	}
}
