// What the doors say: logging in and choosing a password.
export const session = {
  title: "Log in to Logix",
  lead: "All your stores, in one calm place.",
  email: "E-mail address",
  password: "Password",
  log_in: "Log in",
  forgot: "Forgot your password? An owner of the account can make a new one-time link for you.",
  welcome: "Welcome to Logix",
  welcome_lead: "Choose the password with which you will log in: at least 10 characters. A few words in a row do well.",
  new_password: "Password",
  again: "The same once more",
  not_same: "The two passwords are not the same",
  too_short: "Must have 10 characters at least",
  set_password: "Set password",
  link_needed: "The one-time link is incomplete",
  link_needed_hint: "Open it exactly as you were given it.",
} as const;
