package sdk

import (
	"fmt"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
)

func TestLogs(t *testing.T) {
	w := serve(t, "logs")
	c := cloudwatchlogs.NewFromConfig(w.config())
	group := str("app/größe")
	refuse(w, "InvalidParameterException", c.CreateLogGroup, &cloudwatchlogs.CreateLogGroupInput{LogGroupName: group})
	group = str("app/web")
	w.logGroups(c, group)
	w.logEvents(c, group)
	w.metricFilters(c, group)
	w.logRefusals(c, group)
	do(w, c.DeleteLogStream, &cloudwatchlogs.DeleteLogStreamInput{LogGroupName: group, LogStreamName: str("one")})
	do(w, c.DeleteLogGroup, &cloudwatchlogs.DeleteLogGroupInput{LogGroupName: group})
	w.complete(nil)
}

func (w *world) logGroups(c *cloudwatchlogs.Client, group *string) {
	for _, name := range []string{*group, "app/b", "app/c"} {
		do(w, c.CreateLogGroup, &cloudwatchlogs.CreateLogGroupInput{LogGroupName: &name})
	}
	do(w, c.PutRetentionPolicy, &cloudwatchlogs.PutRetentionPolicyInput{LogGroupName: group, RetentionInDays: aws.Int32(7)})
	pages(w, cloudwatchlogs.NewDescribeLogGroupsPaginator(c, &cloudwatchlogs.DescribeLogGroupsInput{LogGroupNamePrefix: str("app/"), Limit: aws.Int32(2)}),
		func(o *cloudwatchlogs.DescribeLogGroupsOutput) (out []string) {
			for _, g := range o.LogGroups {
				out = append(out, *g.LogGroupName)
			}
			return out
		}, *group, "app/b", "app/c")
	do(w, c.DeleteRetentionPolicy, &cloudwatchlogs.DeleteRetentionPolicyInput{LogGroupName: group})
	for _, stream := range []string{"one", "two", "three"} {
		do(w, c.CreateLogStream, &cloudwatchlogs.CreateLogStreamInput{LogGroupName: group, LogStreamName: &stream})
	}
	pages(w, cloudwatchlogs.NewDescribeLogStreamsPaginator(c, &cloudwatchlogs.DescribeLogStreamsInput{LogGroupName: group, Limit: aws.Int32(1), Descending: aws.Bool(true)}),
		func(o *cloudwatchlogs.DescribeLogStreamsOutput) (out []string) {
			for _, s := range o.LogStreams {
				out = append(out, *s.LogStreamName)
			}
			return out
		}, "two", "three", "one")
}

func (w *world) logEvents(c *cloudwatchlogs.Client, group *string) {
	var said []string
	in := &cloudwatchlogs.PutLogEventsInput{LogGroupName: group, LogStreamName: str("one")}
	for i := range 5 {
		said = append(said, fmt.Sprintf("größe <&> %d", i))
		in.LogEvents = append(in.LogEvents, types.InputLogEvent{Message: &said[i], Timestamp: aws.Int64(w.now().UnixMilli() + int64(i))})
	}
	do(w, c.PutLogEvents, in)
	w.pass(10e9)
	pages(w, cloudwatchlogs.NewFilterLogEventsPaginator(c, &cloudwatchlogs.FilterLogEventsInput{LogGroupName: group, FilterPattern: str(`"größe"`), Limit: aws.Int32(2)}),
		func(o *cloudwatchlogs.FilterLogEventsOutput) (out []string) {
			for _, e := range o.Events {
				out = append(out, *e.Message)
			}
			return out
		}, said...)
	pages(w, cloudwatchlogs.NewGetLogEventsPaginator(c, &cloudwatchlogs.GetLogEventsInput{LogGroupName: group, LogStreamName: str("one"), Limit: aws.Int32(2), StartFromHead: aws.Bool(true)},
		func(o *cloudwatchlogs.GetLogEventsPaginatorOptions) { o.StopOnDuplicateToken = true }), // the token of the end is its own, as on AWS
		func(o *cloudwatchlogs.GetLogEventsOutput) (out []string) {
			for _, e := range o.Events {
				out = append(out, *e.Message)
			}
			return out
		}, said...)
}

func (w *world) metricFilters(c *cloudwatchlogs.Client, group *string) {
	for _, name := range []string{"errors", "orders", "slow"} {
		do(w, c.PutMetricFilter, &cloudwatchlogs.PutMetricFilterInput{LogGroupName: group, FilterName: &name, FilterPattern: str(`{ $.kind = "x" }`),
			MetricTransformations: []types.MetricTransformation{{MetricName: &name, MetricNamespace: str("Shop"), MetricValue: str("$.total"), Unit: types.StandardUnitCount,
				Dimensions: map[string]string{"Kind": "$.kind"}}}})
	}
	pages(w, cloudwatchlogs.NewDescribeMetricFiltersPaginator(c, &cloudwatchlogs.DescribeMetricFiltersInput{LogGroupName: group, Limit: aws.Int32(2)}),
		func(o *cloudwatchlogs.DescribeMetricFiltersOutput) (out []string) {
			for _, f := range o.MetricFilters {
				out = append(out, *f.FilterName)
			}
			return out
		}, "errors", "orders", "slow")
	do(w, c.DeleteMetricFilter, &cloudwatchlogs.DeleteMetricFilterInput{LogGroupName: group, FilterName: str("slow")})
}

func (w *world) logRefusals(c *cloudwatchlogs.Client, group *string) {
	none := str("none")
	event := []types.InputLogEvent{{Message: str("x"), Timestamp: aws.Int64(w.now().UnixMilli())}}
	refuse(w, "ResourceAlreadyExistsException", c.CreateLogGroup, &cloudwatchlogs.CreateLogGroupInput{LogGroupName: group})
	refuse(w, "ResourceNotFoundException", c.CreateLogStream, &cloudwatchlogs.CreateLogStreamInput{LogGroupName: none, LogStreamName: none})
	refuse(w, "ResourceNotFoundException", c.PutLogEvents, &cloudwatchlogs.PutLogEventsInput{LogGroupName: group, LogStreamName: none, LogEvents: event})
	refuse(w, "ResourceNotFoundException", c.FilterLogEvents, &cloudwatchlogs.FilterLogEventsInput{LogGroupName: none})
	refuse(w, "InvalidParameterException", c.FilterLogEvents, &cloudwatchlogs.FilterLogEventsInput{LogGroupName: group, FilterPattern: str("{ $.")})
	refuse(w, "InvalidParameterException", c.PutRetentionPolicy, &cloudwatchlogs.PutRetentionPolicyInput{LogGroupName: group, RetentionInDays: aws.Int32(2)})
	refuse(w, "InvalidParameterException", c.GetLogEvents, &cloudwatchlogs.GetLogEventsInput{LogGroupName: group, LogStreamName: str("one"), NextToken: str("?")})
}
