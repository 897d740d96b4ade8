//! The list of `content/wording/page_forms.toml`.

texts! {
    /// The forms in which the office changes a page's texts.
    PageFormTexts, page_forms {
        lead,
        points,
        text,
        town,
        town_lead,
        faq_list,
        faq_list_lead,
        faq_new,
        f_faq_question,
        f_faq_answer,
        f_faq_answer_to(question),
        f_faq_group,
        f_faq_gone(question),
        f_heading,
        f_lead,
        f_question,
        f_answer,
        f_checklist_title,
        f_checklist,
    }
}
