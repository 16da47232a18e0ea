package clients

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/aws/aws-sdk-go-v2/service/apigatewayv2"
	apitypes "github.com/aws/aws-sdk-go-v2/service/apigatewayv2/types"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	cwtypes "github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	logtypes "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	ebtypes "github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	lambdatypes "github.com/aws/aws-sdk-go-v2/service/lambda/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/scheduler"
	schedtypes "github.com/aws/aws-sdk-go-v2/service/scheduler/types"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	snstypes "github.com/aws/aws-sdk-go-v2/service/sns/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	sqstypes "github.com/aws/aws-sdk-go-v2/service/sqs/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"skylab/cmd/skylab/endpoint"
	"skylab/engine"
	"skylab/engine/enginetest"
	"skylab/engine/wire"
)

// kept is a world whose time passes a hundred times as fast as real time, with
// a configuration for the SDK's clients.
func kept(t *testing.T) aws.Config {
	t.Helper()
	w := engine.New(engine.Config{Seed: 1})
	k := endpoint.NewKeeper(w, 100)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { k.Run(ctx); close(done) }()
	url := listen(t, endpoint.New(endpoint.Config{Door: k, Codec: wire.New(w.Operations()), Serves: w.Serves}))
	t.Cleanup(func() { stop(); <-done })
	return aws.Config{Region: "us-east-1", BaseEndpoint: &url, RetryMaxAttempts: 1,
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "skylab", SecretAccessKey: "skylab"}, nil
		})}
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

const trust = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}`

func TestLambda(t *testing.T) {
	c, ctx := kept(t), t.Context()
	roles, l := iam.NewFromConfig(c), lambda.NewFromConfig(c)
	role := must[*iam.CreateRoleOutput](t)(roles.CreateRole(ctx, &iam.CreateRoleInput{RoleName: aws.String("r"), AssumeRolePolicyDocument: aws.String(trust)}))
	if role.Role.CreateDate == nil || !strings.Contains(*role.Role.AssumeRolePolicyDocument, "%22lambda.amazonaws.com%22") {
		t.Errorf("role %+v", role.Role)
	}
	zip := enginetest.Zip("export const handler = async (e) => { if (e.fail) throw new Error('no'); return {said: e.say} }\n")
	for i := range 3 {
		must[*lambda.CreateFunctionOutput](t)(l.CreateFunction(ctx, &lambda.CreateFunctionInput{FunctionName: aws.String(fmt.Sprint("f", i)),
			Runtime: lambdatypes.RuntimeNodejs22x, Handler: aws.String("index.handler"), Role: role.Role.Arn, Code: &lambdatypes.FunctionCode{ZipFile: zip}}))
	}
	w := lambda.NewFunctionActiveV2Waiter(l, func(o *lambda.FunctionActiveV2WaiterOptions) { o.MinDelay = 10 * time.Millisecond })
	if err := w.Wait(ctx, &lambda.GetFunctionInput{FunctionName: aws.String("f0")}, time.Minute); err != nil {
		t.Fatal(err)
	}
	said := must[*lambda.InvokeOutput](t)(l.Invoke(ctx, &lambda.InvokeInput{FunctionName: aws.String("f0"), Payload: []byte(`{"say":"größe"}`), LogType: lambdatypes.LogTypeTail}))
	if string(said.Payload) != `{"said":"größe"}` || said.StatusCode != 200 || *said.ExecutedVersion != "$LATEST" || said.LogResult == nil {
		t.Errorf("%s %+v", said.Payload, said)
	}
	failed := must[*lambda.InvokeOutput](t)(l.Invoke(ctx, &lambda.InvokeInput{FunctionName: aws.String("f0"), Payload: []byte(`{"fail":true}`)}))
	if failed.FunctionError == nil || *failed.FunctionError != "Unhandled" {
		t.Errorf("%s %+v", failed.Payload, failed)
	}
	event := must[*lambda.InvokeOutput](t)(l.Invoke(ctx, &lambda.InvokeInput{FunctionName: aws.String("f0"), InvocationType: lambdatypes.InvocationTypeEvent}))
	if event.StatusCode != 202 {
		t.Errorf("an event is answered with %d", event.StatusCode)
	}
	names := 0
	pages := lambda.NewListFunctionsPaginator(l, &lambda.ListFunctionsInput{MaxItems: aws.Int32(2)})
	for pages.HasMorePages() {
		names += len(must[*lambda.ListFunctionsOutput](t)(pages.NextPage(ctx)).Functions)
	}
	if names != 3 {
		t.Errorf("%d functions are listed", names)
	}
	must[*lambda.PutFunctionConcurrencyOutput](t)(l.PutFunctionConcurrency(ctx, &lambda.PutFunctionConcurrencyInput{FunctionName: aws.String("f1"), ReservedConcurrentExecutions: aws.Int32(0)}))
	var throttled *lambdatypes.TooManyRequestsException
	if _, err := l.Invoke(ctx, &lambda.InvokeInput{FunctionName: aws.String("f1")}); !errors.As(err, &throttled) || throttled.Reason != lambdatypes.ThrottleReasonReservedFunctionConcurrentInvocationLimitExceeded {
		t.Errorf("throttled: %v", err)
	}
	var missing *lambdatypes.ResourceNotFoundException
	if _, err := l.GetFunction(ctx, &lambda.GetFunctionInput{FunctionName: aws.String("none")}); !errors.As(err, &missing) || !strings.HasPrefix(*missing.Message, "Function not found: ") {
		t.Errorf("missing: %v", err)
	}
	if _, err := l.DeleteFunction(ctx, &lambda.DeleteFunctionInput{FunctionName: aws.String("f2")}); err != nil {
		t.Error(err)
	}
	me := must[*sts.GetCallerIdentityOutput](t)(sts.NewFromConfig(c).GetCallerIdentity(ctx, nil))
	if *me.Account != "123456789012" {
		t.Errorf("account %s", *me.Account)
	}
}

func TestQueuesAndTopics(t *testing.T) {
	c, ctx := kept(t), t.Context()
	q, n := sqs.NewFromConfig(c), sns.NewFromConfig(c)
	url := must[*sqs.CreateQueueOutput](t)(q.CreateQueue(ctx, &sqs.CreateQueueInput{QueueName: aws.String("mail"), Tags: map[string]string{"a": "b"}})).QueueUrl
	must[*sqs.SendMessageBatchOutput](t)(q.SendMessageBatch(ctx, &sqs.SendMessageBatchInput{QueueUrl: url, Entries: []sqstypes.SendMessageBatchRequestEntry{
		{Id: aws.String("1"), MessageBody: aws.String("one"), MessageAttributes: map[string]sqstypes.MessageAttributeValue{"bytes": {DataType: aws.String("Binary"), BinaryValue: []byte{0, 255}}}},
		{Id: aws.String("2"), MessageBody: aws.String("two")}}}))
	// The client checks the digests of bodies by itself.
	got := must[*sqs.ReceiveMessageOutput](t)(q.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{QueueUrl: url, MaxNumberOfMessages: 10, MessageAttributeNames: []string{"All"}, WaitTimeSeconds: 5}))
	if len(got.Messages) != 2 || !bytes.Equal(got.Messages[0].MessageAttributes["bytes"].BinaryValue, []byte{0, 255}) {
		t.Fatalf("received %+v", got.Messages)
	}
	if _, err := q.DeleteMessage(ctx, &sqs.DeleteMessageInput{QueueUrl: url, ReceiptHandle: got.Messages[0].ReceiptHandle}); err != nil {
		t.Error(err)
	}
	var missing *sqstypes.QueueDoesNotExist
	if _, err := q.GetQueueUrl(ctx, &sqs.GetQueueUrlInput{QueueName: aws.String("none")}); !errors.As(err, &missing) {
		t.Errorf("missing: %v", err)
	}
	topic := must[*sns.CreateTopicOutput](t)(n.CreateTopic(ctx, &sns.CreateTopicInput{Name: aws.String("news")})).TopicArn
	must[*sns.PublishOutput](t)(n.Publish(ctx, &sns.PublishInput{TopicArn: topic, Message: aws.String("hi & bye <3"),
		MessageAttributes: map[string]snstypes.MessageAttributeValue{"kind": {DataType: aws.String("String"), StringValue: aws.String("x")}}}))
	if list := must[*sns.ListTopicsOutput](t)(n.ListTopics(ctx, nil)); len(list.Topics) != 1 || *list.Topics[0].TopicArn != *topic {
		t.Errorf("topics %+v", list.Topics)
	}
	var gone *snstypes.NotFoundException
	if _, err := n.Publish(ctx, &sns.PublishInput{TopicArn: aws.String(*topic + "x"), Message: aws.String("m")}); !errors.As(err, &gone) {
		t.Errorf("missing: %v", err)
	}
}

func TestS3(t *testing.T) {
	c, ctx := kept(t), t.Context()
	for _, path := range []bool{true, false} {
		client := s3.NewFromConfig(c, func(o *s3.Options) {
			o.UsePathStyle = path
			if !path { // the bucket in the host, which resolves to this machine
				o.BaseEndpoint = aws.String(strings.Replace(*c.BaseEndpoint, "127.0.0.1", "localhost", 1))
			}
		})
		bucket := aws.String(fmt.Sprintf("photos-%t", path))
		if !path && !resolves(*bucket+".localhost") {
			t.Log("names under .localhost do not resolve here; buckets in the host are not tried")
			continue
		}
		must[*s3.CreateBucketOutput](t)(client.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: bucket}))
		key := aws.String("a/b c+d=ü.txt")
		// The body goes in chunks with a checksum behind it.
		must[*s3.PutObjectOutput](t)(client.PutObject(ctx, &s3.PutObjectInput{Bucket: bucket, Key: key, Body: strings.NewReader("hello"),
			ContentType: aws.String("text/plain"), Metadata: map[string]string{"color": "red"}}))
		got := must[*s3.GetObjectOutput](t)(client.GetObject(ctx, &s3.GetObjectInput{Bucket: bucket, Key: key}))
		body := must[[]byte](t)(io.ReadAll(got.Body))
		if string(body) != "hello" || got.Metadata["color"] != "red" || *got.ContentType != "text/plain" || got.LastModified == nil {
			t.Errorf("%s %+v", body, got)
		}
		list := must[*s3.ListObjectsV2Output](t)(client.ListObjectsV2(ctx, &s3.ListObjectsV2Input{Bucket: bucket, Delimiter: aws.String("/")}))
		if len(list.CommonPrefixes) != 1 || *list.CommonPrefixes[0].Prefix != "a/" {
			t.Errorf("listed %+v", list)
		}
		if _, err := client.HeadObject(ctx, &s3.HeadObjectInput{Bucket: bucket, Key: aws.String("none")}); err == nil {
			t.Error("an object that does not exist has a head")
		}
		w := s3.NewBucketExistsWaiter(client)
		if err := w.Wait(ctx, &s3.HeadBucketInput{Bucket: bucket}, time.Minute); err != nil {
			t.Error(err)
		}
	}
}

func TestEventsSchedulesAndAPIs(t *testing.T) {
	c, ctx := kept(t), t.Context()
	e, s, a := eventbridge.NewFromConfig(c), scheduler.NewFromConfig(c), apigatewayv2.NewFromConfig(c)
	must[*eventbridge.PutRuleOutput](t)(e.PutRule(ctx, &eventbridge.PutRuleInput{Name: aws.String("r"), EventPattern: aws.String(`{"source":["shop"]}`)}))
	put := must[*eventbridge.PutEventsOutput](t)(e.PutEvents(ctx, &eventbridge.PutEventsInput{Entries: []ebtypes.PutEventsRequestEntry{
		{Source: aws.String("shop"), DetailType: aws.String("order"), Detail: aws.String(`{"id":1}`), Time: aws.Time(time.Unix(1793610000, 0))}}}))
	if put.FailedEntryCount != 0 || put.Entries[0].EventId == nil {
		t.Errorf("put %+v", put)
	}
	must[*iam.CreateRoleOutput](t)(iam.NewFromConfig(c).CreateRole(ctx, &iam.CreateRoleInput{RoleName: aws.String("r"),
		AssumeRolePolicyDocument: aws.String(strings.Replace(trust, "lambda.", "scheduler.", 1))}))
	must[*scheduler.CreateScheduleOutput](t)(s.CreateSchedule(ctx, &scheduler.CreateScheduleInput{Name: aws.String("daily"), ScheduleExpression: aws.String("rate(1 day)"),
		FlexibleTimeWindow: &schedtypes.FlexibleTimeWindow{Mode: schedtypes.FlexibleTimeWindowModeOff},
		Target:             &schedtypes.Target{Arn: aws.String("arn:aws:lambda:us-east-1:123456789012:function:f"), RoleArn: aws.String("arn:aws:iam::123456789012:role/r")}}))
	if got := must[*scheduler.GetScheduleOutput](t)(s.GetSchedule(ctx, &scheduler.GetScheduleInput{Name: aws.String("daily"), GroupName: aws.String("default")})); got.CreationDate == nil || *got.ScheduleExpression != "rate(1 day)" {
		t.Errorf("schedule %+v", got)
	}
	api := must[*apigatewayv2.CreateApiOutput](t)(a.CreateApi(ctx, &apigatewayv2.CreateApiInput{Name: aws.String("shop"), ProtocolType: apitypes.ProtocolTypeHttp}))
	if got := must[*apigatewayv2.GetApiOutput](t)(a.GetApi(ctx, &apigatewayv2.GetApiInput{ApiId: api.ApiId})); *got.Name != "shop" || got.CreatedDate == nil {
		t.Errorf("api %+v", got)
	}
	var missing *apitypes.NotFoundException
	if _, err := a.GetApi(ctx, &apigatewayv2.GetApiInput{ApiId: aws.String("none")}); !errors.As(err, &missing) {
		t.Errorf("missing: %v", err)
	}
}

func TestLogsAndMetrics(t *testing.T) {
	c, ctx := kept(t), t.Context()
	l, m := cloudwatchlogs.NewFromConfig(c), cloudwatch.NewFromConfig(c)
	group, stream := aws.String("app"), aws.String("one")
	must[*cloudwatchlogs.CreateLogGroupOutput](t)(l.CreateLogGroup(ctx, &cloudwatchlogs.CreateLogGroupInput{LogGroupName: group}))
	must[*cloudwatchlogs.CreateLogStreamOutput](t)(l.CreateLogStream(ctx, &cloudwatchlogs.CreateLogStreamInput{LogGroupName: group, LogStreamName: stream}))
	at := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	must[*cloudwatchlogs.PutLogEventsOutput](t)(l.PutLogEvents(ctx, &cloudwatchlogs.PutLogEventsInput{LogGroupName: group, LogStreamName: stream,
		LogEvents: []logtypes.InputLogEvent{{Message: aws.String("hello"), Timestamp: aws.Int64(at.UnixMilli())}}}))
	if got := must[*cloudwatchlogs.FilterLogEventsOutput](t)(l.FilterLogEvents(ctx, &cloudwatchlogs.FilterLogEventsInput{LogGroupName: group, FilterPattern: aws.String("hello")})); len(got.Events) != 1 || *got.Events[0].Message != "hello" {
		t.Errorf("events %+v", got.Events)
	}
	must[*cloudwatch.PutMetricDataOutput](t)(m.PutMetricData(ctx, &cloudwatch.PutMetricDataInput{Namespace: aws.String("Shop"),
		MetricData: []cwtypes.MetricDatum{{MetricName: aws.String("Orders"), Value: aws.Float64(2.5), Timestamp: &at, Unit: cwtypes.StandardUnitCount}}}))
	got := must[*cloudwatch.GetMetricStatisticsOutput](t)(m.GetMetricStatistics(ctx, &cloudwatch.GetMetricStatisticsInput{Namespace: aws.String("Shop"), MetricName: aws.String("Orders"),
		StartTime: aws.Time(at.Add(-time.Hour)), EndTime: aws.Time(at.Add(time.Hour)), Period: aws.Int32(60), Statistics: []cwtypes.Statistic{cwtypes.StatisticSum}}))
	if len(got.Datapoints) != 1 || *got.Datapoints[0].Sum != 2.5 || !got.Datapoints[0].Timestamp.Equal(at) {
		t.Errorf("datapoints %+v", got.Datapoints)
	}
	must[*cloudwatch.PutMetricAlarmOutput](t)(m.PutMetricAlarm(ctx, &cloudwatch.PutMetricAlarmInput{AlarmName: aws.String("a"), Namespace: aws.String("Shop"), MetricName: aws.String("Orders"),
		Period: aws.Int32(60), EvaluationPeriods: aws.Int32(1), Threshold: aws.Float64(1), ComparisonOperator: cwtypes.ComparisonOperatorGreaterThanThreshold, Statistic: cwtypes.StatisticSum}))
	if alarms := must[*cloudwatch.DescribeAlarmsOutput](t)(m.DescribeAlarms(ctx, nil)); len(alarms.MetricAlarms) != 1 || alarms.MetricAlarms[0].StateUpdatedTimestamp == nil {
		t.Errorf("alarms %+v", alarms)
	}
	var missing *cwtypes.ResourceNotFound
	if _, err := m.SetAlarmState(ctx, &cloudwatch.SetAlarmStateInput{AlarmName: aws.String("none"), StateValue: cwtypes.StateValueOk, StateReason: aws.String("x")}); !errors.As(err, &missing) {
		t.Errorf("missing: %v", err)
	}
}
