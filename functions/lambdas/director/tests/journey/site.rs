//! The whole function on the embedded store, and inventories sent to it.

use base::contact::Contact;
use base::people::Actor;
use base::reference::Reference;
use jiff::{SignedDuration, Timestamp};
use messages::{LinkRequest, Message, Topic};
use placements::{Case, Link, Placement, SpecId};
use store::Submitted;
use submissions::assisted::Assistance;
use submissions::{Submission, assemble};
use testkit::browser::Browser;
use town::Programme;
use web::AppState;

use testkit::sample;
use testkit::site::{Function, Site as Parts};

const DIRECTOR: Function = Function {
    templates: web::Folder::DIRECTOR,
    router: director::whole_router,
};

fn list_of(actor: &Actor) -> String {
    match actor {
        Actor::Office => "/director/office".to_owned(),
        actor => format!("/director/home?as={}", actor.code()),
    }
}

/// A Tuesday morning in Japan after a long weekend.
const NOW: &str = "2026-11-24T00:30:00Z";

/// The function with everything behind it.
pub struct Site {
    pub state: AppState,
    parts: Parts,
}

impl Site {
    /// An empty table.
    pub async fn open() -> Site {
        let parts = Parts::open(DIRECTOR).await;
        let now: Timestamp = NOW.parse().unwrap();
        parts.clock.pass(now.duration_since(parts.state.now()));
        Site {
            state: parts.state.clone(),
            parts,
        }
    }

    /// A browser on no page.
    pub fn browser(&self) -> Browser {
        self.parts.browser()
    }

    /// A browser at a link's page.
    pub async fn at(&self, link: &Link) -> Browser {
        let mut browser = self.browser();
        browser.open(&self.address(link)).await;
        browser
    }

    /// Where a link leads that is signed now.
    pub fn address(&self, link: &Link) -> String {
        let programme = &self.state.content.get().programme;
        paths::address(link, &self.state.keys, programme, self.state.now())
    }

    /// What opens a link's page, signed now.
    pub fn token(&self, link: &Link) -> String {
        let programme = &self.state.content.get().programme;
        link.token(&self.state.keys, programme, self.state.now())
    }

    /// A browser in which somebody of the settings is signed in, by their address.
    pub async fn signed_in(&self, mail: &str) -> Browser {
        let mut browser = self.browser();
        self.parts.sign_in(&mut browser, mail).await;
        browser
    }

    /// The list of somebody, by their code, in a browser in which they are signed in.
    pub async fn list(&self, of: &str) -> Browser {
        let actor = Actor::parse(of).unwrap();
        let content = self.state.content.get();
        let (_, mail) = content.programme.contact_of(&actor).unwrap();
        let mut browser = self.signed_in(mail).await;
        browser.open(&list_of(&actor)).await;
        browser
    }

    /// The code that was mailed last.
    pub async fn code(&self) -> Option<String> {
        let id = self.messages().await.pop()?;
        let (now, lease) = (self.state.now(), SignedDuration::from_mins(5));
        let claim = self.state.store.claim(&id, now, lease).await.unwrap();
        match claim?.message.topic {
            Topic::Link(LinkRequest::Code { drawn, .. }) => {
                Some(sign_in::code(&self.state.keys, &drawn).to_string())
            }
            _ => None,
        }
    }

    /// Changes the town's settings.
    pub fn edit(&self, edit: impl FnOnce(&mut Programme)) {
        let mut content = self.state.content.get().as_ref().clone();
        edit(&mut content.programme);
        self.state.content.replace(content);
    }

    /// Lets time pass.
    pub fn pass(&self, time: SignedDuration) {
        self.parts.clock.pass(time);
    }

    /// Ids of the messages written since the last call.
    pub async fn messages(&self) -> Vec<String> {
        self.parts.messages().await
    }

    /// An inn sends these tasks.
    pub async fn sent(&self, tasks: &[&str]) -> Sent<'_> {
        self.sent_by(sample::contact(), tasks).await
    }

    /// Somebody sends these tasks.
    pub async fn sent_by(&self, contact: Contact, tasks: &[&str]) -> Sent<'_> {
        self.sent_with(contact, tasks, None).await
    }

    /// Somebody sends these tasks whom the office has perhaps helped.
    pub async fn sent_with(
        &self,
        contact: Contact,
        tasks: &[&str],
        assisted: Option<Assistance>,
    ) -> Sent<'_> {
        let content = self.state.content.get();
        let now = self.state.now();
        let specs = sample::specs(tasks, &content, now);
        let mut bytes = [0; 8];
        self.state.random.fill(&mut bytes);
        let reference = Reference::from_random(bytes);
        let programme = &content.programme;
        let load = self.state.store.load().await.unwrap();
        let submission = Submission {
            assisted,
            ..assemble(reference, contact, specs, programme, &load, now)
        };
        self.sent_as(submission).await
    }

    /// This is sent.
    pub async fn sent_as(&self, submission: Submission) -> Sent<'_> {
        let now = self.state.now();
        let draft = sample::draft(&self.state.random_id(), now);
        let store = &self.state.store;
        store.create_draft(&draft).await.unwrap();
        let messages: Vec<Message> = submission.messages();
        let submitted = store.submit(&draft.id, &submission, &messages).await;
        assert!(matches!(submitted.unwrap(), Submitted::New(_)));
        self.messages().await;
        Sent {
            site: self,
            reference: submission.reference,
            spec: 1,
        }
    }
}

/// What was sent.
pub struct Sent<'a> {
    pub site: &'a Site,
    pub reference: Reference,
    /// The spec that is looked at.
    pub spec: u32,
}

impl Sent<'_> {
    /// The same with another of its specs looked at.
    pub fn job(&self, spec: u32) -> Sent<'_> {
        Sent {
            site: self.site,
            reference: self.reference.clone(),
            spec,
        }
    }

    /// The number of one of its specs.
    pub fn id(&self, spec: u32) -> SpecId {
        SpecId {
            reference: self.reference.clone(),
            spec,
        }
    }

    /// The page of the first spec as an actor sees it, by the actor's code.
    pub async fn decide(&self, by: &str) -> Browser {
        self.site.at(&self.decide_link(by)).await
    }

    /// The link to the first spec for an actor, by the actor's code.
    pub fn decide_link(&self, by: &str) -> Link {
        Link::Decide {
            id: self.id(self.spec),
            by: Actor::parse(by).unwrap(),
        }
    }

    /// The case as stored.
    pub async fn case(&self) -> Case {
        let case = self.site.state.store.case(&self.reference).await.unwrap();
        case.unwrap()
    }

    /// The first spec as it stands.
    pub async fn placement(&self) -> Placement {
        self.case().await.placement(self.spec).unwrap().clone()
    }
}
