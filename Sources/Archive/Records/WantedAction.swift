package import Mail

/// Something that is to be done to a message on its server.
package struct WantedAction: Hashable, Sendable {
    package var message: FiledMessage
    package var action: MailboxAction
    /// How often it was begun before without coming to its end.
    package var attempts: Int

    package init(message: FiledMessage, action: MailboxAction, attempts: Int) {
        self.message = message
        self.action = action
        self.attempts = attempts
    }
}

/// What the records say of an action.
package enum ActionState: String, Sendable {
    /// Begun; whether it was done is not known.
    case intended
    case done, gone, refused
    /// Begun as often as `attempts` allows.
    case failed
}
