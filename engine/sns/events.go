package sns

// TopicCreated has happened when a topic exists.
type TopicCreated struct{ Topic string }

// Kind names the event.
func (TopicCreated) Kind() string { return "sns.TopicCreated" }

// TopicDeleted has happened when a topic is gone, with its subscriptions.
type TopicDeleted struct {
	Topic         string
	Subscriptions int
}

// Kind names the event.
func (TopicDeleted) Kind() string { return "sns.TopicDeleted" }

// Subscribed has happened when an endpoint was subscribed to a topic; Pending
// where it must be confirmed first.
type Subscribed struct {
	Topic, Subscription, Protocol, Endpoint string
	Pending                                 bool
}

// Kind names the event.
func (Subscribed) Kind() string { return "sns.Subscribed" }

// Unsubscribed has happened when a subscription is gone.
type Unsubscribed struct{ Topic, Subscription, Protocol, Endpoint string }

// Kind names the event.
func (Unsubscribed) Kind() string { return "sns.Unsubscribed" }

// ConfirmationExpired has happened when a subscription has waited too long for
// its confirmation.
type ConfirmationExpired struct{ Subscription string }

// Kind names the event.
func (ConfirmationExpired) Kind() string { return "sns.ConfirmationExpired" }

// MessagePublished has happened when a topic took a message, for so many
// subscriptions; FilteredOut is how many did not want it.
type MessagePublished struct {
	Topic, MessageID string
	// Size is in bytes, attributes included.
	Size                       int
	Subscriptions, FilteredOut int
	// Duplicate messages of FIFO topics go nowhere.
	Duplicate bool
}

// Kind names the event.
func (MessagePublished) Kind() string { return "sns.MessagePublished" }

// DeliveryAttempted has happened when SNS tried to deliver a notification for
// the Attempt-th time, from 1.
type DeliveryAttempted struct {
	Topic, Subscription, MessageID string
	Attempt                        int
}

// Kind names the event.
func (DeliveryAttempted) Kind() string { return "sns.DeliveryAttempted" }

// NotificationFilteredOut has happened when a subscription's filter policy did
// not match a message.
type NotificationFilteredOut struct{ Topic, Subscription, Endpoint, MessageID string }

// Kind names the event.
func (NotificationFilteredOut) Kind() string { return "sns.NotificationFilteredOut" }

// NotificationDelivered has happened when an endpoint took a notification.
type NotificationDelivered struct {
	Topic, Subscription, Protocol, Endpoint, MessageID string
	Attempt                                            int
}

// Kind names the event.
func (NotificationDelivered) Kind() string { return "sns.NotificationDelivered" }

// NotificationRetried has happened when a delivery was refused and is to be
// tried again.
type NotificationRetried struct {
	Topic, Subscription, Endpoint, MessageID string
	Attempt                                  int
	// Reason is the error's code.
	Reason string
}

// Kind names the event.
func (NotificationRetried) Kind() string { return "sns.NotificationRetried" }

// NotificationFailed has happened when SNS gave a notification up. DeadLetter
// is the queue that took it, "" where it is lost.
type NotificationFailed struct {
	Topic, Subscription, Protocol, Endpoint, MessageID string
	Reason, DeadLetter                                 string
}

// Kind names the event.
func (NotificationFailed) Kind() string { return "sns.NotificationFailed" }
